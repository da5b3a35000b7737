package dev.galley.post.outbox;

import java.util.Map;

/** What the topic says of every post: the revision of its newest record. */
@FunctionalInterface
interface TopicRevisions {

  /**
   * Reads the topic from the beginning to its end.
   *
   * @throws org.apache.kafka.common.KafkaException when the broker does not answer in time
   */
  Map<String, Long> read();
}
