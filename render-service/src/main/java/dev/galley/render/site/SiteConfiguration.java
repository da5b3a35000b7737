package dev.galley.render.site;

import dev.galley.render.page.PageCache;
import dev.galley.render.page.PagesReady;
import dev.galley.render.page.index.SiteIndex;
import dev.galley.render.theme.SiteProperties;
import dev.galley.render.theme.Theme;
import dev.galley.web.AnswerFilter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.util.UriUtils;

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
        path -> isPicture(serving.assets().resolve("images"), path),
        ready::isReady);
  }

  private static boolean isPicture(Path images, String path) {
    try {
      Path folder = images.toAbsolutePath().normalize();
      Path file =
          folder.resolve(UriUtils.decode(path.substring(1), StandardCharsets.UTF_8)).normalize();
      return file.startsWith(folder) && Files.isRegularFile(file);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Bean
  FilterRegistrationBean<AnswerFilter> siteFilter(
      SiteAnswers answers, SiteProperties site, MeterRegistry meters, Clock clock) {
    return new AnswerFilter(answers, SiteHeaders.of(site.isSecure()), meters, "/{page}", clock)
        .first();
  }
}
