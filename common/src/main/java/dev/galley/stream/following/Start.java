package dev.galley.stream.following;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Where reading begins: the offset of the first record of each partition. */
@FunctionalInterface
public interface Start {

  /** With the first record that is there. */
  Start EARLIEST = Consumer::beginningOffsets;

  /** With the next record that comes. */
  Start LATEST = Consumer::endOffsets;

  /** After what the consumer's group has committed; with the first record where it has not. */
  Start COMMITTED =
      (consumer, partitions) -> {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        consumer
            .committed(Set.copyOf(partitions))
            .forEach(
                (partition, committed) -> {
                  if (committed != null) {
                    offsets.put(partition, committed.offset());
                  }
                });
        return offsets;
      };

  /**
   * At given offsets; with the first record of a partition that has none, or whose topic was lost
   * and ends before its offset now: twice is better than never.
   */
  static Start offsets(Map<TopicPartition, Long> given) {
    return (consumer, partitions) -> {
      Map<TopicPartition, Long> offsets = new HashMap<>(given);
      offsets.keySet().retainAll(partitions);
      Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      offsets.replaceAll(
          (partition, offset) ->
              offset > ends.getOrDefault(partition, 0L)
                  ? beginnings.getOrDefault(partition, 0L)
                  : Math.max(offset, beginnings.getOrDefault(partition, 0L)));
      return offsets;
    };
  }

  /**
   * @return a partition that is missing is read from its first record on
   */
  Map<TopicPartition, Long> of(Consumer<?, ?> consumer, Collection<TopicPartition> partitions);
}
