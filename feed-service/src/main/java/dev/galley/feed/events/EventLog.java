package dev.galley.feed.events;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.springframework.beans.factory.DisposableBean;

/**
 * The stream of post events, as Kafka keeps it: in full for a week, then at least the newest event
 * of each post. Thread-safe; few readers at a time.
 */
class EventLog implements DisposableBean {

  private static final int MAX_CONSUMERS = 4;
  private static final int MAX_OF_ONE_CLIENT = MAX_CONSUMERS / 2;
  private static final int PATIENCE_SECONDS = 5;

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final StructuredEvents events;
  private final EventTail tail;
  private final Semaphore places = new Semaphore(MAX_CONSUMERS, true);
  private final Queue<Consumer<byte[], byte[]>> idle = new ConcurrentLinkedQueue<>();

  /** Each as long as somebody holds it or waits, and fair: who came first does not starve. */
  private final LoadingCache<String, Semaphore> turnsOfClients =
      Caffeine.newBuilder().weakValues().build(client -> new Semaphore(MAX_OF_ONE_CLIENT, true));

  EventLog(Supplier<Consumer<byte[], byte[]>> consumers, StructuredEvents events, EventTail tail) {
    this.consumers = consumers;
    this.events = events;
    this.tail = tail;
  }

  /**
   * The events after a cursor.
   *
   * @throws EventsUnavailable when they cannot be read now
   * @throws dev.galley.web.Budget.Exhausted when the heap has no room for them now
   */
  Slice after(Cursor cursor, SliceBuilder.Room room) {
    return tail.after(cursor, room).orElseGet(() -> readingInTurn(cursor, room));
  }

  /** The place after everything that is there. */
  Cursor end() {
    return reading(TopicReader::end);
  }

  /** A client with many streams, or pages, waits for itself and not before others. */
  private Slice readingInTurn(Cursor cursor, SliceBuilder.Room room) {
    Semaphore turns = turnsOfClients.get(room.heap().client());
    take(turns, "Too much is read from this address at once");
    try {
      return reading(reader -> reader.read(cursor, room));
    } finally {
      turns.release();
    }
  }

  private <T> T reading(Function<TopicReader, T> work) {
    take(places, "Too many clients read events at once");
    try {
      return reading(borrow(), work);
    } catch (KafkaException e) {
      throw new EventsUnavailable("The broker does not answer", e);
    } finally {
      places.release();
    }
  }

  private static void take(Semaphore place, String refusal) {
    try {
      if (!place.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new EventsUnavailable(refusal, null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EventsUnavailable("Stopping", e);
    }
  }

  /** A host name of the broker that leads nowhere is found out here already. */
  private Consumer<byte[], byte[]> borrow() {
    Consumer<byte[], byte[]> consumer = idle.poll();
    return consumer == null ? consumers.get() : consumer;
  }

  private <T> T reading(Consumer<byte[], byte[]> consumer, Function<TopicReader, T> work) {
    boolean usable = false;
    try {
      T result = work.apply(new TopicReader(consumer, events));
      usable = true;
      return result;
    } finally {
      if (usable) {
        idle.add(consumer);
      } else {
        consumer.close();
      }
    }
  }

  @Override
  public void destroy() {
    for (Consumer<byte[], byte[]> consumer = idle.poll();
        consumer != null;
        consumer = idle.poll()) {
      consumer.close();
    }
  }
}
