package dev.galley.feed.events;

import dev.galley.feed.events.Slice.Placed;
import dev.galley.web.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A slice in the making, as large as there is room for it. Not thread-safe. */
final class SliceBuilder {

  /** As a record, as an event, and as the JSON of one. */
  private static final int HEAP_FOR_A_BYTE = 4;

  /** A slice grows beyond that only while the heap has plenty: many are held for long. */
  private static final long MODEST_BYTES = 128 * 1024;

  /**
   * How much a slice may hold. One event has room whatever its size, if the heap has.
   *
   * @param events at most
   * @param bytes of their records, at most
   * @param heap what the slice takes of it, until somebody gives it back
   */
  record Room(int events, long bytes, Budget.Share heap) {}

  private final Room room;
  private final StructuredEvents events;
  private final List<Placed> slice = new ArrayList<>();
  private Cursor next;
  private long bytes;

  SliceBuilder(Cursor from, Room room, StructuredEvents events) {
    this.next = from;
    this.room = room;
    this.events = events;
  }

  /**
   * Adds the next event.
   *
   * @return false when there is no room for it, and the slice ends before
   * @throws Budget.Exhausted when the heap has no room for it now
   */
  boolean add(ConsumerRecord<byte[], byte[]> record) {
    long size = Math.max(0, record.serializedValueSize());
    if (slice.size() == room.events() || (!slice.isEmpty() && bytes + size > room.bytes())) {
      return false;
    }
    if (slice.isEmpty() || bytes + size <= MODEST_BYTES) {
      room.heap().take(size * HEAP_FOR_A_BYTE);
    } else if (!room.heap().takeSpare(size * HEAP_FOR_A_BYTE)) {
      return false;
    }
    next = next.with(record.partition(), record.offset() + 1);
    Optional<StructuredEvent> shown = events.of(record);
    if (shown.isPresent()) {
      slice.add(new Placed(shown.get(), next));
      bytes += size;
    } else {
      room.heap().giveBack(size * HEAP_FOR_A_BYTE);
    }
    return true;
  }

  Slice slice(boolean atEnd) {
    return new Slice(slice, next, atEnd);
  }
}
