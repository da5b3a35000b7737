package dev.galley.feed.subscriber;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.client.MongoDatabase;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.access.PostServiceAudit;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.feed.mail.Bodies;
import dev.galley.feed.mail.Mailer;
import dev.galley.feed.mail.WritingMails;
import dev.galley.stream.observing.BackgroundGauges;
import dev.galley.web.SignedLinks;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Subscribers, put together. */
@Configuration(proxyBeanMethods = false)
class SubscriberConfiguration {

  private static final Duration BETWEEN_COUNTS = Duration.ofMinutes(5);

  @Bean
  Subscribers subscribers(MongoDatabase feedDatabase) {
    return new Subscribers(feedDatabase);
  }

  @Bean
  Recipients recipients(Subscribers subscribers) {
    return new Recipients(subscribers);
  }

  @Bean
  Links links(SignedLinks signed, SiteProperties site) {
    return new Links(signed, site);
  }

  @Bean
  SubscriptionPages subscriptionPages(SiteProperties site, LiveEntries entries) {
    return new SubscriptionPages(site, entries);
  }

  @Bean
  ExchangingLists exchangingLists(Subscribers subscribers, Clock clock) {
    return new ExchangingLists(subscribers, clock);
  }

  @Bean
  SubscriberController.Audit subscriberAudit(PostServiceAudit audit) {
    return audit::record;
  }

  @Bean
  AnsweringLetters answeringLetters(
      Subscribers subscribers,
      Links links,
      Bodies bodies,
      WritingMails writing,
      Mailer mailer,
      SiteProperties site,
      SubscriberProperties properties,
      Clock clock) {
    return new AnsweringLetters(
        subscribers, links, bodies, writing, mailer, site, properties.keepPending(), clock);
  }

  @Bean
  ForgettingSubscribers forgettingSubscribers(
      Subscribers subscribers, SubscriberProperties properties, Clock clock) {
    return new ForgettingSubscribers(subscribers, properties, clock);
  }

  @Bean
  SmartInitializingSingleton subscriberGauges(Subscribers subscribers, BackgroundGauges gauges) {
    // Counting reads an entry of the index for each of them, and nobody waits for the newest
    // number.
    Cache<Subscriber.State, Long> counted =
        Caffeine.newBuilder().expireAfterWrite(BETWEEN_COUNTS).build();
    return () -> {
      for (Subscriber.State state : Subscriber.State.values()) {
        gauges.add(
            "galley.subscribers",
            "Addresses that take posts by e-mail, or did",
            Tags.of("state", state.wireName()),
            () -> Objects.requireNonNull(counted.get(state, subscribers::count)));
      }
    };
  }
}
