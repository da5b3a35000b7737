package dev.galley.feed.syndication;

import dev.galley.event.Topics;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.following.Followers;
import dev.galley.stream.following.Start;
import dev.galley.web.answer.AnswerFilter;
import dev.galley.web.answer.FixedHeaders;
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
  FollowingAssets followingAssets(
      Followers followers, EventCodec codec, KnownPictures knownPictures) {
    return new FollowingAssets(
        listener ->
            followers.follower(
                "following-pictures",
                Topics.FEED_GROUP,
                Start.EARLIEST,
                List.of(Topics.ASSETS),
                listener),
        codec,
        knownPictures);
  }

  @Bean
  FilterRegistrationBean<FeedsForBrowsers> feedFilter(
      FeedDocuments documents,
      FeedAddresses addresses,
      LiveEntries entries,
      FeedProperties properties,
      HubProperties hub,
      SiteProperties site,
      MeterRegistry meters,
      Clock clock) {
    FeedAnswers answers =
        new FeedAnswers(documents, entries, properties.aliases(), addresses, hub.address(site));
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
