package dev.galley.stream.observing;

import dev.galley.stream.codec.CloudEventHeaders;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tracing, when a collector is named. Otherwise none of this exists: a request and a record cost
 * what they cost without it.
 */
@AutoConfiguration(before = ObservingConfiguration.class)
@ConditionalOnExpression("'${galley.otlp.endpoint:}' != ''")
@EnableConfigurationProperties(TracingConfiguration.TracingProperties.class)
class TracingConfiguration {

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  SpanExporter spanExporter(TracingProperties properties) {
    return OtlpHttpSpanExporter.builder().setEndpoint(properties.endpoint().toString()).build();
  }

  @Bean(destroyMethod = "close")
  OpenTelemetrySdk openTelemetry(
      SpanExporter exporter,
      TracingProperties properties,
      @Value("${spring.application.name:galley}") String application) {
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault().toBuilder()
                    .put(AttributeKey.stringKey("service.name"), application)
                    .build())
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(properties.sampling())))
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build();
    return OpenTelemetrySdk.builder()
        .setTracerProvider(provider)
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .build();
  }

  @Bean
  Traces openTelemetryTraces(OpenTelemetrySdk telemetry) {
    return Traces.recordedBy(telemetry);
  }

  /** Just inside the filter that observes requests. */
  @Bean
  FilterRegistrationBean<TraceHeaderFilter> traceHeaderFilter(Traces traces) {
    FilterRegistrationBean<TraceHeaderFilter> registration =
        new FilterRegistrationBean<>(new TraceHeaderFilter(traces));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
    return registration;
  }

  /**
   * Where traces go.
   *
   * @param endpoint of a collector that takes OTLP over HTTP, such as {@code
   *     http://collector:4318/v1/traces}
   * @param sampling the share of traces that begin here and are kept; one that came with a request
   *     keeps its own decision
   */
  @Validated
  @ConfigurationProperties("galley.otlp")
  record TracingProperties(
      URI endpoint, @DefaultValue("1") @DecimalMin("0") @DecimalMax("1") double sampling) {}

  /**
   * Lets a request's {@code traceparent} name the span of the request itself: what is stored to be
   * sent later goes on from here, whether the client had a trace or not.
   */
  static final class TraceHeaderFilter extends OncePerRequestFilter {

    private final Traces traces;

    TraceHeaderFilter(Traces traces) {
      this.traces = traces;
    }

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      String current = traces.current();
      chain.doFilter(current == null ? request : new Traced(request, current), response);
    }

    private static final class Traced extends HttpServletRequestWrapper {

      private final String current;

      Traced(HttpServletRequest request, String current) {
        super(request);
        this.current = current;
      }

      @Override
      public @Nullable String getHeader(String name) {
        return name.equalsIgnoreCase(CloudEventHeaders.TRACE_PARENT)
            ? current
            : super.getHeader(name);
      }
    }
  }
}
