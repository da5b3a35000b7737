package dev.galley.feed.entry;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Sees every record of both topics in every instance, in the order of each partition, on the one
 * thread that follows them: it must not wait.
 */
@FunctionalInterface
public interface TopicListener {

  /** A record came, readable or not. */
  void on(ConsumerRecord<byte[], byte[]> record);
}
