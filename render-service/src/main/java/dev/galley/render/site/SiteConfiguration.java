package dev.galley.render.site;

import dev.galley.render.image.SiteImages;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.render.page.serving.PageCache;
import dev.galley.render.page.serving.PagesReady;
import dev.galley.render.theme.SiteProperties;
import dev.galley.render.theme.Theme;
import dev.galley.web.answer.AnswerFilter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
      SiteImages images,
      PagesReady ready) {
    return new SiteAnswers(
        index,
        live,
        new ListPages(index, theme, site, serving.postsPerPage()),
        new Sitemaps(index, site, serving.sitemapUrls()),
        Redirects.read(serving.redirects()),
        new Notices(theme),
        theme,
        images,
        ready::isReady);
  }

  @Bean
  FilterRegistrationBean<AnswerFilter> siteFilter(
      SiteAnswers answers, SiteProperties site, MeterRegistry meters, Clock clock) {
    return new AnswerFilter(answers, SiteHeaders.of(site.isSecure()), meters, "/{page}", clock)
        .first();
  }
}
