package dev.galley.feed.events;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.galley.event.Topics;
import dev.galley.stream.following.Followers;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * The stream of post events, as Kafka keeps it: in full for a week, then at least the newest event
 * of each post. Thread-safe; few readers at a time.
 */
@Component
class EventLog implements DisposableBean {

  private static final int MAX_CONSUMERS = 4;
  private static final int MAX_OF_ONE_CLIENT = MAX_CONSUMERS / 2;
  private static final int PATIENCE_SECONDS = 5;

  private final Followers followers;
  private final StructuredEvents events;
  private final EventTail tail;
  private final BlockingQueue<Consumer<byte[], byte[]>> idle =
      new ArrayBlockingQueue<>(MAX_CONSUMERS, true);

  /** Each as long as somebody holds it or waits, and fair: who came first does not starve. */
  private final LoadingCache<String, Semaphore> turnsOfClients =
      Caffeine.newBuilder().weakValues().build(client -> new Semaphore(MAX_OF_ONE_CLIENT, true));

  private final AtomicInteger made = new AtomicInteger();

  EventLog(Followers followers, StructuredEvents events, EventTail tail) {
    this.followers = followers;
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
    begin(turns);
    try {
      return reading(reader -> reader.read(cursor, room));
    } finally {
      turns.release();
    }
  }

  private static void begin(Semaphore turns) {
    try {
      if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new EventsUnavailable("Too much is read from this address at once", null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EventsUnavailable("Stopping", e);
    }
  }

  private <T> T reading(Function<TopicReader, T> work) {
    Consumer<byte[], byte[]> consumer = borrow();
    boolean usable = false;
    try {
      T result = work.apply(new TopicReader(consumer, events));
      usable = true;
      return result;
    } catch (KafkaException e) {
      throw new EventsUnavailable("The broker does not answer", e);
    } finally {
      giveBack(consumer, usable);
    }
  }

  private Consumer<byte[], byte[]> borrow() {
    Consumer<byte[], byte[]> consumer = idle.poll();
    if (consumer != null) {
      return consumer;
    }
    if (made.incrementAndGet() <= MAX_CONSUMERS) {
      return followers.consumer("feed-events", Topics.FEED_GROUP);
    }
    made.decrementAndGet();
    consumer = await();
    if (consumer == null) {
      throw new EventsUnavailable("Too many clients read events at once", null);
    }
    return consumer;
  }

  private @Nullable Consumer<byte[], byte[]> await() {
    try {
      return idle.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private void giveBack(Consumer<byte[], byte[]> consumer, boolean usable) {
    if (!usable || !idle.offer(consumer)) {
      made.decrementAndGet();
      consumer.close();
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
