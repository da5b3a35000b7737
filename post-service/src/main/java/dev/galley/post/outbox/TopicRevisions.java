package dev.galley.post.outbox;

import java.util.Map;
import java.util.Set;

/** What the topic says of every post. */
@FunctionalInterface
interface TopicRevisions {

  /**
   * Reads the topic from the beginning to its end.
   *
   * @throws org.apache.kafka.common.KafkaException when the broker does not answer in time
   */
  Found read();

  /**
   * What was found.
   *
   * @param newest the revision of every post's newest record
   * @param last the posts of the last records of those partitions that hold older states of posts
   *     for longer than they should. Brokers compact what lies before the newest segment, and begin
   *     one when something is written: on a quiet site an old text would stay for ever.
   */
  record Found(Map<String, Long> newest, Set<String> last) {}
}
