package dev.galley.stream;

import dev.galley.event.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** How topics are kept, for {@link ServiceTopics}. */
public final class TopicSettings {

  /** How long a compacted topic holds a state of a post after another one replaced it, at most. */
  public static final Duration COMPACTED_WITHIN = Duration.ofDays(8);

  private final TopicProperties properties;

  TopicSettings(TopicProperties properties) {
    this.properties = properties;
  }

  /** A topic that holds at least the newest record of each key for ever. */
  public NewTopic compacted(String name) {
    return topic(
        name,
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
            // A week of full history for consumers that fall behind.
            TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, millis(Duration.ofDays(7)),
            // However little is written: what authors took back is not to stay for good.
            TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, millis(COMPACTED_WITHIN),
            TopicConfig.DELETE_RETENTION_MS_CONFIG, millis(Duration.ofDays(30)),
            TopicConfig.SEGMENT_MS_CONFIG, millis(Duration.ofDays(1)),
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topics.MAX_RECORD_BYTES)));
  }

  /** A topic whose records go after a while. */
  public NewTopic kept(String name, Duration retention) {
    return kept(name, retention, Topics.MAX_RECORD_BYTES);
  }

  /** Where a group puts the records of a topic that it gives up. */
  public NewTopic deadLetters(String topic, String group) {
    return kept(
        Topics.deadLetters(topic, group), Duration.ofDays(30), Topics.MAX_DEAD_LETTER_BYTES);
  }

  private NewTopic kept(String name, Duration retention, int maxBytes) {
    return topic(
        name,
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG, millis(retention),
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxBytes)));
  }

  private NewTopic topic(String name, Map<String, String> configs) {
    return new NewTopic(
            name,
            Optional.of(properties.partitions()),
            properties.replicas() < 1 ? Optional.empty() : Optional.of(properties.replicas()))
        .configs(configs);
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }
}
