package dev.galley.feed.events;

import dev.galley.event.Topics;
import dev.galley.stream.following.Followers;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
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
      new ArrayBlockingQueue<>(MAX_CONSUMERS);
  private final Map<String, Integer> reading = new HashMap<>();
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
    String client = room.heap().client();
    begin(client);
    try {
      return reading(reader -> reader.read(cursor, room));
    } finally {
      end(client);
    }
  }

  private synchronized void begin(String client) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (reading.getOrDefault(client, 0) >= MAX_OF_ONE_CLIENT) {
      long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (millis <= 0) {
        throw new EventsUnavailable("Too much is read from this address at once", null);
      }
      try {
        wait(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EventsUnavailable("Stopping", e);
      }
    }
    reading.merge(client, 1, Integer::sum);
  }

  private synchronized void end(String client) {
    reading.computeIfPresent(client, (key, count) -> count == 1 ? null : count - 1);
    notifyAll();
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
