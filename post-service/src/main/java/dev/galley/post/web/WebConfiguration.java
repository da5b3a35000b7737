package dev.galley.post.web;

import dev.galley.web.BodyLimitFilter;
import dev.galley.web.RoutedPath;
import dev.galley.web.answer.SecurityHeadersFilter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Filters before everything else, security included. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

  @Bean
  FilterRegistrationBean<SecurityHeadersFilter> securityHeaders() {
    FilterRegistrationBean<SecurityHeadersFilter> filter =
        new FilterRegistrationBean<>(new SecurityHeadersFilter());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return filter;
  }

  /** Answers are for whoever asked with a token or cookie; who may cache one says so itself. */
  @Bean
  FilterRegistrationBean<UncachedFilter> uncached() {
    FilterRegistrationBean<UncachedFilter> filter =
        new FilterRegistrationBean<>(new UncachedFilter());
    filter.addUrlPatterns("/api/*");
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 15);
    return filter;
  }

  @Bean
  FilterRegistrationBean<BodyLimitFilter> bodyLimit(WebProperties limits) {
    FilterRegistrationBean<BodyLimitFilter> filter =
        new FilterRegistrationBean<>(
            new BodyLimitFilter(request -> limits.of(request.getMethod(), RoutedPath.of(request))));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
    return filter;
  }
}
