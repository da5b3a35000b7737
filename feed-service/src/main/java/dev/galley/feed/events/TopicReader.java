package dev.galley.feed.events;

import dev.galley.event.Topics;
import dev.galley.stream.following.AssignedTopics;
import dev.galley.stream.following.Start;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a slice of the topic from a cursor on. Between the partitions, whose events have no order
 * of their own, the earlier event goes first. Not thread-safe.
 */
final class TopicReader {

  private final Consumer<byte[], byte[]> consumer;
  private final StructuredEvents events;
  private final Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> read = new HashMap<>();

  TopicReader(Consumer<byte[], byte[]> consumer, StructuredEvents events) {
    this.consumer = consumer;
    this.events = events;
  }

  /**
   * @throws org.apache.kafka.common.KafkaException when the broker does not answer, or answers
   *     without what it says is there
   */
  Slice read(Cursor from, SliceBuilder.Room room) {
    AssignedTopics topic = new AssignedTopics(consumer, start(from), Topics.POSTS);
    read.clear();
    topic.ends().keySet().forEach(partition -> read.put(partition, new ArrayDeque<>()));
    SliceBuilder slice = new SliceBuilder(begun(from, topic), room, events);
    Optional<ConsumerRecord<byte[], byte[]>> next = next(topic, room);
    while (next.isPresent() && slice.add(next.get())) {
      next = next(topic, room);
    }
    return slice.slice(next.isEmpty());
  }

  private static Start start(Cursor from) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (int partition = 0; partition < from.offsets().size(); partition++) {
      offsets.put(new TopicPartition(Topics.POSTS, partition), from.offset(partition));
    }
    return Start.offsets(offsets);
  }

  /** Behind its end, the topic was lost and filled again: it is read from its beginning. */
  private static Cursor begun(Cursor from, AssignedTopics topic) {
    Cursor begun = from;
    for (Map.Entry<TopicPartition, Long> position : topic.positions().entrySet()) {
      int partition = position.getKey().partition();
      if (from.offset(partition) > position.getValue()) {
        begun = begun.with(partition, position.getValue());
      }
    }
    return begun;
  }

  /** The place after everything that is there. */
  Cursor end() {
    Cursor cursor = Cursor.START;
    for (Map.Entry<TopicPartition, Long> end :
        new AssignedTopics(consumer, Start.LATEST, Topics.POSTS).ends().entrySet()) {
      cursor = cursor.with(end.getKey().partition(), end.getValue());
    }
    return cursor;
  }

  private Optional<ConsumerRecord<byte[], byte[]>> next(
      AssignedTopics topic, SliceBuilder.Room room) {
    while (isAnyUnknown(topic)) {
      topic.more().forEach(record -> queue(record).add(record));
      read.forEach(
          (partition, queue) -> {
            if (queue.size() >= room.events() || bytes(queue) >= room.bytes()) {
              topic.pause(partition);
            }
          });
    }
    return read.values().stream()
        .filter(queue -> !queue.isEmpty())
        .min(Comparator.comparingLong(queue -> queue.getFirst().timestamp()))
        .map(Deque::removeFirst);
  }

  private static long bytes(Deque<ConsumerRecord<byte[], byte[]>> queue) {
    return queue.stream().mapToLong(ConsumerRecord::serializedValueSize).sum();
  }

  /** Whether a partition has more events of which none is read yet. */
  private boolean isAnyUnknown(AssignedTopics topic) {
    return read.entrySet().stream()
        .anyMatch(entry -> entry.getValue().isEmpty() && topic.hasMore(entry.getKey()));
  }

  private Deque<ConsumerRecord<byte[], byte[]>> queue(ConsumerRecord<byte[], byte[]> record) {
    return read.computeIfAbsent(
        new TopicPartition(record.topic(), record.partition()), any -> new ArrayDeque<>());
  }
}
