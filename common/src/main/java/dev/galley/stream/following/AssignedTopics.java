package dev.galley.stream.following;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * All partitions of some topics, read from a given place on without joining a group. Not
 * thread-safe; all methods throw a {@link KafkaException} when the broker does not answer.
 */
public final class AssignedTopics {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final int MAX_EMPTY_POLLS = 25;

  private final Consumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final Map<TopicPartition, Long> ends;

  /**
   * @param consumer closed by its owner
   * @throws KafkaException also when a topic is not there yet
   */
  public AssignedTopics(Consumer<byte[], byte[]> consumer, Start start, String... topics) {
    this.consumer = consumer;
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      partitions.addAll(partitions(consumer, topic));
    }
    consumer.assign(partitions);
    Map<TopicPartition, Long> offsets = start.of(consumer, partitions);
    this.ends = consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      Long offset = offsets.get(partition);
      if (offset == null) {
        consumer.seekToBeginning(Set.of(partition));
      } else {
        consumer.seek(partition, offset);
      }
      positions.put(partition, consumer.position(partition));
    }
    consumer.resume(partitions);
  }

  private static List<TopicPartition> partitions(Consumer<?, ?> consumer, String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new KafkaException("The topic " + topic + " is not there yet");
    }
    return partitions;
  }

  /** Where reading began: the offset of the first record of each partition. */
  public Map<TopicPartition, Long> positions() {
    return Map.copyOf(positions);
  }

  /** The offset after the last record of each partition, as it was when reading began. */
  public Map<TopicPartition, Long> ends() {
    return Map.copyOf(ends);
  }

  /** Records that are there and not read yet, as far as the last answers of the broker say. */
  long lag() {
    return ends.keySet().stream().mapToLong(p -> consumer.currentLag(p).orElse(0)).sum();
  }

  /** Waits for records, at most that long. */
  Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration patience) {
    return consumer.poll(patience);
  }

  /** Whether a partition has records, of those that were there when reading began, to be read. */
  public boolean hasMore(TopicPartition partition) {
    return consumer.position(partition) < ends.getOrDefault(partition, 0L);
  }

  /** Whether all records were read that were there when reading began. */
  boolean isAtEnd() {
    return ends.keySet().stream().noneMatch(this::hasMore);
  }

  /** Reads no more of a partition for now. */
  public void pause(TopicPartition partition) {
    consumer.pause(Set.of(partition));
  }

  /**
   * Reads some of what was there when reading began and is not read yet.
   *
   * @throws TimeoutException when the broker answers without what it says is there
   */
  public Iterable<ConsumerRecord<byte[], byte[]>> more() {
    for (int i = 0; i <= MAX_EMPTY_POLLS; i++) {
      var records = consumer.poll(POLL);
      if (!records.isEmpty() || isAtEnd()) {
        return records;
      }
    }
    throw new TimeoutException("The broker does not hand out its records");
  }

  /** Reads all that was there when reading began. */
  public void readToEnd(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> handler) {
    while (!isAtEnd()) {
      more().forEach(handler);
    }
  }
}
