package dev.galley.feed.entry;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Sees every record of both topics in every instance, in the order of each partition, on the one
 * thread that follows them: it must not wait.
 */
public interface TopicListener {

  /**
   * Records come from these positions on; called again when the topics had to be followed anew.
   *
   * @param positions the offset of the next record of each partition
   */
  void started(Map<TopicPartition, Long> positions);

  /** A record came, readable or not. */
  void on(ConsumerRecord<byte[], byte[]> record);
}
