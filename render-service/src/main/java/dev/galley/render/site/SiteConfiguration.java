package dev.galley.render.site;

import dev.galley.render.page.PageCache;
import dev.galley.render.page.PagesReady;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.render.theme.SiteProperties;
import dev.galley.render.theme.Theme;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts together what serves the site. */
@Configuration(proxyBeanMethods = false)
class SiteConfiguration {

  @Bean
  SiteAnswers siteAnswers(
      SiteIndex index,
      PageCache live,
      Theme theme,
      SiteProperties site,
      ServingProperties serving,
      PagesReady ready) {
    return new SiteAnswers(
        index,
        live,
        new ListPages(index, theme, site, serving.postsPerPage()),
        new Sitemaps(index, site, serving.sitemapUrls()),
        Redirects.read(serving.redirects()),
        new Notices(theme),
        theme,
        ready::isReady);
  }

  @Bean
  SiteHeaders siteHeaders(SiteProperties site) {
    return new SiteHeaders(site.isSecure());
  }

  @Bean
  FilterRegistrationBean<SiteFilter> siteFilter(
      SiteAnswers answers, SiteHeaders headers, MeterRegistry meters, Clock clock) {
    FilterRegistrationBean<SiteFilter> registration =
        new FilterRegistrationBean<>(
            new SiteFilter(answers, headers, new AnswerTimes(meters), clock));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }
}
