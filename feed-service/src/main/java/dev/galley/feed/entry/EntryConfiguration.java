package dev.galley.feed.entry;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.galley.event.PageEvent;
import dev.galley.event.PostEvent;
import dev.galley.event.Topics;
import dev.galley.feed.SiteProperties;
import dev.galley.stream.EventSender;
import dev.galley.stream.ServiceTopics;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.consuming.Received;
import dev.galley.stream.following.Followers;
import dev.galley.stream.following.Start;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The consumers of both topics and what they feed. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class EntryConfiguration {

  @Bean
  ServiceTopics serviceTopics() {
    return settings ->
        List.of(
            settings.compacted(Topics.POSTS),
            settings.compacted(Topics.PAGES),
            settings.compacted(Topics.ASSETS),
            settings.kept(Topics.RECEIPTS, Duration.ofDays(7)),
            settings.kept(Topics.REVIEWS, Duration.ofDays(30)),
            settings.deadLetters(Topics.POSTS, Topics.FEED_GROUP),
            settings.deadLetters(Topics.PAGES, Topics.FEED_GROUP),
            settings.deadLetters(Topics.REVIEWS, Topics.FEED_GROUP));
  }

  @Bean
  MongoDatabase feedDatabase(MongoClient client, EntryProperties properties) {
    return client.getDatabase(properties.database());
  }

  @Bean
  EntryStates entryStates(MongoDatabase feedDatabase, Clock clock) {
    return new MongoEntryStates(feedDatabase, clock);
  }

  @Bean
  LiveEntries liveEntries(
      EntryStates states, SiteProperties site, EntryProperties properties, Clock clock) {
    // A char of content is one byte in memory, two when it is not Latin-1.
    long maxChars = properties.contentCache().toBytes() / 2;
    return new LiveEntries(new Contents(states, site, maxChars), clock);
  }

  @Bean
  ForgettingPosts forgettingPosts(
      EntryStates states,
      ObjectProvider<EntryListener> listeners,
      EntryProperties properties,
      Clock clock) {
    return new ForgettingPosts(
        states, listeners.orderedStream().toList(), properties.keepUnpublished(), clock);
  }

  @Bean
  JoiningPostsAndPages joiningPostsAndPages(
      EntryStates states,
      LiveEntries live,
      EventSender sender,
      ObjectProvider<EntryListener> listeners) {
    return new JoiningPostsAndPages(states, live, sender, listeners.orderedStream().toList());
  }

  @Bean
  Consumer<List<Received<PostEvent>>> posts(JoiningPostsAndPages joining) {
    return joining::onPosts;
  }

  @Bean
  Consumer<List<Received<PageEvent>>> pages(JoiningPostsAndPages joining) {
    return joining::onPages;
  }

  @Bean
  FollowingTopics followingTopics(
      Followers followers,
      EventCodec codec,
      EntryStates states,
      LiveEntries live,
      ObjectProvider<TopicListener> listeners) {
    return new FollowingTopics(
        listener ->
            followers.follower(
                "following-topics",
                Topics.FEED_GROUP,
                Start.COMMITTED,
                List.of(Topics.POSTS, Topics.PAGES),
                listener),
        codec,
        states,
        live,
        listeners.orderedStream().toList());
  }

  /**
   * Whether this instance can serve feeds, and what waits. It can as soon as it knows the entries:
   * without broker or store it serves them as they were.
   */
  @Bean
  HealthIndicator feedsHealthIndicator(LiveEntries live, FollowingTopics following) {
    return () -> {
      String trouble = following.trouble();
      Health.Builder health = live.isLoaded() ? Health.up() : Health.outOfService();
      health.withDetail("publicationsWithoutPage", live.waiting());
      if (trouble != null) {
        health.withDetail("waitsBecause", trouble);
      }
      return health.build();
    };
  }
}
