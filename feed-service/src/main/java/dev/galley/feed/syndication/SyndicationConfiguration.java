package dev.galley.feed.syndication;

import dev.galley.feed.entry.LiveEntries;
import dev.galley.web.AnswerFilter;
import dev.galley.web.FixedHeaders;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts together what serves the feeds. */
@Configuration(proxyBeanMethods = false)
class SyndicationConfiguration {

  @Bean
  FilterRegistrationBean<FeedsForBrowsers> feedFilter(
      ComposingFeeds composing,
      LiveEntries entries,
      List<Format> formats,
      FeedProperties properties,
      MeterRegistry meters,
      Clock clock) {
    FeedAnswers answers =
        new FeedAnswers(
            new FeedDocuments(composing, entries), entries, properties.aliases(), formats);
    AnswerFilter filter =
        new AnswerFilter(
            answers,
            // Scripts of other sites may read feeds, and who opens one gets its style.
            FixedHeaders.STRICT
                .with("Access-Control-Allow-Origin", "*")
                .with(
                    "Content-Security-Policy",
                    "default-src 'none'; style-src 'self'; frame-ancestors 'none'"),
            meters,
            "/{feed}",
            clock);
    var registration = new FilterRegistrationBean<>(new FeedsForBrowsers(filter));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }
}
