package dev.galley.feed;

import dev.galley.web.BodyLimitFilter;
import dev.galley.web.SecurityHeadersFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** What every request to this service may send, and what every answer carries. */
@Configuration(proxyBeanMethods = false)
class WebLimits {

  private static final BodyLimitFilter.Limit MAX_BODY =
      BodyLimitFilter.Limit.inMemory(DataSize.ofKilobytes(64));

  /** Some 50,000 addresses. */
  private static final BodyLimitFilter.Limit MAX_LIST =
      BodyLimitFilter.Limit.inMemory(DataSize.ofMegabytes(2));

  @Bean
  BodyLimitFilter bodyLimit() {
    return new BodyLimitFilter(
        request -> request.getRequestURI().equals("/api/subscribers/import") ? MAX_LIST : MAX_BODY);
  }

  @Bean
  SecurityHeadersFilter securityHeaders() {
    return new SecurityHeadersFilter();
  }
}
