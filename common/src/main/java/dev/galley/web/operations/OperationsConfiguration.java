package dev.galley.web.operations;

import dev.galley.web.connection.ConnectionValve;
import dev.galley.web.connection.GuardedProtocol;
import dev.galley.web.connection.Network;
import dev.galley.web.problem.ContainerErrors;
import dev.galley.web.problem.WireNames;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.type.LogicalType;

/** What every service has over HTTP: its operator's addresses, and how Tomcat is set up. */
@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
@EnableConfigurationProperties({Network.class, OperationsConfiguration.Measures.class})
public class OperationsConfiguration {

  /**
   * Who may read measures and the details of health.
   *
   * @param allowed networks in CIDR notation besides the machine itself
   */
  @ConfigurationProperties("galley.metrics")
  record Measures(@DefaultValue List<String> allowed) {}

  /** Behind a service's own security, whose request wrapper would hide the operator again. */
  @Bean
  FilterRegistrationBean<OperatorFilter> operatorFilter(Measures measures, Network network) {
    FilterRegistrationBean<OperatorFilter> registration =
        new FilterRegistrationBean<>(new OperatorFilter(Operators.in(measures.allowed(), network)));
    registration.setOrder(Ordered.LOWEST_PRECEDENCE - 100);
    return registration;
  }

  /**
   * Numbers are no texts: a title of 5 is a mistake that should not pass as "5". Of a name that is
   * there twice nobody knows which one counts.
   */
  @Bean
  public JsonMapperBuilderCustomizer strictJson() {
    return builder ->
        builder
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .withCoercionConfig(
                LogicalType.Textual,
                texts ->
                    texts
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
  }

  /**
   * Libraries bring converters for YAML, CBOR and more as soon as they are on the class path; what
   * comes in by one of those would have neither the limits nor the strictness of JSON.
   */
  @Bean
  WebMvcConfigurer noFormatButJson() {
    return new WebMvcConfigurer() {
      @Override
      public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.configureMessageConvertersList(
            converters -> converters.removeIf(OperationsConfiguration::isOfAnotherFormat));
      }
    };
  }

  /** Those of bytes and text are for every type. */
  private static boolean isOfAnotherFormat(HttpMessageConverter<?> converter) {
    return converter.getSupportedMediaTypes().stream()
        .noneMatch(
            type ->
                type.includes(MediaType.APPLICATION_JSON)
                    || type.includes(MediaType.APPLICATION_FORM_URLENCODED));
  }

  /** Static: a registry wants its filters before anything else is made. */
  @Bean
  static MeterFilter keptMeasures() {
    return new KeptMeasures();
  }

  /** Before the settings, which may have other numbers. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> guardedConnections(Network network) {
    return factory -> {
      factory.setProtocol(GuardedProtocol.class.getName());
      factory.addProtocolHandlerCustomizers(
          (TomcatProtocolHandlerCustomizer<GuardedProtocol>) guarded -> guarded.behind(network));
      factory.addEngineValves(new ConnectionValve());
      network.forwarding().ifPresent(factory::addEngineValves);
    };
  }

  @Bean
  ContainerErrors containerErrors() {
    return new ContainerErrors();
  }

  @Bean
  BrokenAnswers brokenAnswers() {
    return new BrokenAnswers();
  }

  @Bean
  WebMvcConfigurer wireNames() {
    return new WebMvcConfigurer() {
      @Override
      public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(new WireNames());
      }
    };
  }

  @Bean
  WebMvcConfigurer postInLog() {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new PostInLog()).addPathPatterns("/api/posts/{id}/**");
      }
    };
  }
}
