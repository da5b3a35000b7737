package dev.galley.feed.subscriber;

import com.mongodb.client.MongoDatabase;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.access.PostServiceAudit;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.feed.mail.Bodies;
import dev.galley.feed.mail.Mailer;
import dev.galley.feed.mail.WritingMails;
import dev.galley.feed.secret.SignedLinks;
import dev.galley.stream.observing.BackgroundGauges;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Subscribers, put together. */
@Configuration(proxyBeanMethods = false)
class SubscriberConfiguration {

  @Bean
  Subscribers subscribers(MongoDatabase feedDatabase) {
    return new Subscribers(feedDatabase);
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
    return () -> {
      for (Subscriber.State state : Subscriber.State.values()) {
        gauges.add(
            "galley.subscribers",
            "Addresses that take posts by e-mail, or did",
            Tags.of("state", state.wireName()),
            () -> subscribers.count(state));
      }
    };
  }
}
