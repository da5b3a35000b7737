package dev.galley.feed.events;

import dev.galley.event.Topics;
import dev.galley.feed.events.Slice.Placed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
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

  private static final Duration POLL = Duration.ofMillis(200);
  private static final int MAX_EMPTY_POLLS = 25;

  private final Consumer<byte[], byte[]> consumer;
  private final StructuredEvents events;
  private final Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> read = new HashMap<>();
  private Map<TopicPartition, Long> ends = Map.of();

  TopicReader(Consumer<byte[], byte[]> consumer, StructuredEvents events) {
    this.consumer = consumer;
    this.events = events;
  }

  /**
   * @throws org.apache.kafka.common.KafkaException when the broker does not answer
   * @throws EventsUnavailable when it answers without what it says is there
   */
  Slice read(Cursor from, int limit) {
    Cursor cursor = begin(from);
    List<Placed> slice = new ArrayList<>();
    while (slice.size() < limit) {
      Optional<ConsumerRecord<byte[], byte[]>> next = next(limit);
      if (next.isEmpty()) {
        return new Slice(slice, cursor, true);
      }
      cursor = cursor.with(next.get().partition(), next.get().offset() + 1);
      Cursor after = cursor;
      events.of(next.get()).ifPresent(event -> slice.add(new Placed(event, after)));
    }
    return new Slice(slice, cursor, false);
  }

  /** The place after everything that is there. */
  Cursor end() {
    begin(Cursor.START);
    Cursor cursor = Cursor.START;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      cursor = cursor.with(end.getKey().partition(), end.getValue());
    }
    return cursor;
  }

  /** Returns the place where it really begins. */
  private Cursor begin(Cursor from) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.POSTS).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    ends = consumer.endOffsets(partitions);
    read.clear();
    Cursor start = from;
    for (TopicPartition partition : partitions) {
      long first = beginnings.getOrDefault(partition, 0L);
      // Behind the end: the topic was lost and filled again. Twice is better than never.
      if (start.offset(partition.partition()) > ends.getOrDefault(partition, 0L)) {
        start = start.with(partition.partition(), first);
      }
      read.put(partition, new ArrayDeque<>());
      consumer.seek(partition, Math.max(first, start.offset(partition.partition())));
    }
    consumer.resume(partitions);
    return start;
  }

  private Optional<ConsumerRecord<byte[], byte[]>> next(int limit) {
    int emptyPolls = 0;
    while (isAnyUnknown()) {
      pauseTheFull(limit);
      var polled = consumer.poll(POLL);
      if (polled.isEmpty() && ++emptyPolls > MAX_EMPTY_POLLS) {
        throw new EventsUnavailable("The broker does not hand out its events", null);
      }
      polled.forEach(record -> queue(record).add(record));
    }
    return read.values().stream()
        .filter(queue -> !queue.isEmpty())
        .min(Comparator.comparingLong(queue -> queue.getFirst().timestamp()))
        .map(Deque::removeFirst);
  }

  /** Whether a partition has more events of which none is read yet. */
  private boolean isAnyUnknown() {
    return read.entrySet().stream()
        .anyMatch(
            entry ->
                entry.getValue().isEmpty()
                    && consumer.position(entry.getKey()) < ends.getOrDefault(entry.getKey(), 0L));
  }

  private void pauseTheFull(int limit) {
    read.forEach(
        (partition, queue) -> {
          if (queue.size() >= limit) {
            consumer.pause(List.of(partition));
          }
        });
  }

  private Deque<ConsumerRecord<byte[], byte[]>> queue(ConsumerRecord<byte[], byte[]> record) {
    return read.computeIfAbsent(
        new TopicPartition(record.topic(), record.partition()), any -> new ArrayDeque<>());
  }
}
