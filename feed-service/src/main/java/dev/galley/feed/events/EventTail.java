package dev.galley.feed.events;

import dev.galley.event.Topics;
import dev.galley.feed.entry.TopicListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;

/**
 * The latest events in memory, so that those who listen do not each ask the broker for every one.
 * Thread-safe.
 */
@Component
final class EventTail implements TopicListener {

  private static final int MAX_RECORDS = 256;
  private static final long MAX_BYTES = 8L * 1024 * 1024;

  private final Deque<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
  private final List<Runnable> waiters = new java.util.concurrent.CopyOnWriteArrayList<>();
  private final StructuredEvents events;
  private Cursor start = Cursor.START;
  private Cursor end = Cursor.START;
  private boolean known;
  private long bytes;

  EventTail(StructuredEvents events) {
    this.events = events;
  }

  /** Calls back, without waiting, whenever there may be something new. */
  void onNews(Runnable waiter) {
    waiters.add(waiter);
  }

  @Override
  public synchronized void started(Map<TopicPartition, Long> positions) {
    records.clear();
    bytes = 0;
    start = Cursor.START;
    positions.forEach(
        (partition, position) -> {
          if (partition.topic().equals(Topics.POSTS)) {
            start = start.with(partition.partition(), position);
          }
        });
    end = start;
    known = true;
  }

  @Override
  public void on(ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(Topics.POSTS)) {
      keep(record);
      waiters.forEach(Runnable::run);
    }
  }

  private synchronized void keep(ConsumerRecord<byte[], byte[]> record) {
    records.add(record);
    end = end.with(record.partition(), record.offset() + 1);
    bytes += Math.max(0, record.serializedValueSize());
    while (records.size() > MAX_RECORDS || (bytes > MAX_BYTES && records.size() > 1)) {
      ConsumerRecord<byte[], byte[]> dropped = records.remove();
      bytes -= Math.max(0, dropped.serializedValueSize());
      start = start.with(dropped.partition(), dropped.offset() + 1);
    }
  }

  /**
   * What came after a cursor.
   *
   * @return empty when that reaches back further than what is kept, or beyond it: only the broker
   *     can tell whether there is such a place
   */
  Optional<Slice> after(Cursor cursor, SliceBuilder.Room room) {
    List<ConsumerRecord<byte[], byte[]>> newer = newer(cursor);
    if (newer == null) {
      return Optional.empty();
    }
    SliceBuilder slice = new SliceBuilder(cursor, room, events);
    return Optional.of(slice.slice(newer.stream().allMatch(slice::add)));
  }

  private synchronized @org.jspecify.annotations.Nullable List<ConsumerRecord<byte[], byte[]>>
      newer(Cursor cursor) {
    if (!known) {
      return null;
    }
    for (int partition = 0; partition < start.offsets().size(); partition++) {
      long offset = cursor.offset(partition);
      if (offset < start.offset(partition) || offset > end.offset(partition)) {
        return null;
      }
    }
    return records.stream()
        .filter(record -> record.offset() >= cursor.offset(record.partition()))
        .toList();
  }
}
