package dev.galley.feed;

import dev.galley.web.BodyLimitFilter;
import dev.galley.web.RoutedPath;
import dev.galley.web.answer.SecurityHeadersFilter;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** What every request to this service may send, and what every answer carries. */
@Configuration(proxyBeanMethods = false)
class WebLimits {

  private static final BodyLimitFilter.Limit MAX_BODY =
      BodyLimitFilter.Limit.inMemory(DataSize.ofKilobytes(64));

  private static final Set<String> LARGE = Set.of("/api/subscribers/import", "/api/bounces");

  /** Some 50,000 addresses, or a mail that came back whole. */
  private static final BodyLimitFilter.Limit MAX_LARGE =
      BodyLimitFilter.Limit.inMemory(DataSize.ofMegabytes(2));

  @Bean
  BodyLimitFilter bodyLimit() {
    return new BodyLimitFilter(
        request -> LARGE.contains(RoutedPath.of(request)) ? MAX_LARGE : MAX_BODY);
  }

  @Bean
  SecurityHeadersFilter securityHeaders() {
    return new SecurityHeadersFilter();
  }
}
