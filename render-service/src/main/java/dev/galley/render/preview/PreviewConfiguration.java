package dev.galley.render.preview;

import dev.galley.render.site.KnownAddresses;
import dev.galley.render.theme.SiteProperties;
import dev.galley.web.BodyLimitFilter;
import dev.galley.web.answer.SecurityHeadersFilter;
import dev.galley.web.connection.Network;
import dev.galley.web.operations.Operators;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** Who may ask for previews, and how much at once. */
@Configuration(proxyBeanMethods = false)
class PreviewConfiguration {

  private static final BodyLimitFilter.Limit MAX_BODY =
      BodyLimitFilter.Limit.inMemory(DataSize.ofMegabytes(2));

  @Bean
  FilterRegistrationBean<InternalFilter> internalFilter(
      InternalProperties properties, Network network) {
    var registration =
        new FilterRegistrationBean<>(
            new InternalFilter(Operators.in(properties.allowed(), network)));
    registration.addUrlPatterns("/internal/*");
    registration.setOrder(0);
    return registration;
  }

  @Bean
  Surroundings surroundings(KnownAddresses addresses, SiteProperties site) {
    return new Surroundings(addresses, site.url());
  }

  @Bean
  FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter() {
    var registration = new FilterRegistrationBean<>(new BodyLimitFilter(request -> MAX_BODY));
    registration.setOrder(1);
    return registration;
  }

  @Bean
  FilterRegistrationBean<SecurityHeadersFilter> securityHeadersFilter() {
    var registration = new FilterRegistrationBean<>(new SecurityHeadersFilter());
    registration.setOrder(-1);
    return registration;
  }
}
