package dev.galley.feed.entry;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.galley.event.PageEvent;
import dev.galley.event.PostEvent;
import dev.galley.event.Topics;
import dev.galley.feed.SiteProperties;
import dev.galley.stream.CloudEventHeaders;
import dev.galley.stream.EventCodec;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** The consumers of both topics and what they feed. */
@Configuration(proxyBeanMethods = false)
class EntryConfiguration {

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
  JoiningPostsAndPages joiningPostsAndPages(
      EntryStates states, LiveEntries live, ObjectProvider<EntryListener> listeners) {
    return new JoiningPostsAndPages(states, live, listeners.orderedStream().toList());
  }

  @Bean
  java.util.function.Consumer<Message<byte[]>> posts(
      JoiningPostsAndPages joining, EventCodec codec) {
    return message -> joining.on(codec.decode(message, PostEvent.class), isRetry(message));
  }

  @Bean
  java.util.function.Consumer<Message<byte[]>> pages(
      JoiningPostsAndPages joining, EventCodec codec) {
    return message -> joining.on(codec.decode(message, PageEvent.class), isRetry(message));
  }

  @Bean
  FollowingTopics followingTopics(
      KafkaProperties kafka,
      EventCodec codec,
      EntryStates states,
      LiveEntries live,
      ObjectProvider<TopicListener> listeners) {
    return new FollowingTopics(
        () -> consumer(kafka), codec, states, live, listeners.orderedStream().toList());
  }

  @Bean
  FeedsHealth feedsHealthIndicator(LiveEntries live, FollowingTopics following) {
    return new FeedsHealth(live, following);
  }

  private static boolean isRetry(Message<byte[]> message) {
    return message.getHeaders().containsKey(CloudEventHeaders.RETRY);
  }

  /** Knows the group to ask for its offsets; never joins it and never commits. */
  private static Consumer<byte[], byte[]> consumer(KafkaProperties kafka) {
    Map<String, Object> settings = new HashMap<>(kafka.buildConsumerProperties());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, Topics.FEED_GROUP);
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "feed-follower");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
