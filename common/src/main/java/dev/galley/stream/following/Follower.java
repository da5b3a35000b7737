package dev.galley.stream.following;

import dev.galley.stream.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all records of some topics in a thread of its own, in every instance, without joining a
 * group. After a failure it begins anew.
 */
public final class Follower {

  /** Sees the records, in the order of each partition, on the follower's thread. */
  public interface Listener {

    /** Reading is about to begin, or to begin anew; whether the broker is there is not known. */
    default void prepare() {}

    /**
     * Records come from these positions on: what is loaded now and what comes leaves no gap.
     *
     * @param positions the offset of the next record of each partition
     */
    default void started(Map<TopicPartition, Long> positions) {}

    /**
     * A record came, readable or not.
     *
     * @throws RuntimeException to begin anew
     */
    void on(ConsumerRecord<byte[], byte[]> record);

    /** Reading cannot begin or was broken off; it is tried again soon. */
    default void failed(Throwable failure) {}
  }

  private static final Logger log = LoggerFactory.getLogger(Follower.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(5);

  private final String name;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Start start;
  private final List<String> topics;
  private final Listener listener;
  private volatile @Nullable Consumer<byte[], byte[]> reading;
  private volatile @Nullable Thread thread;
  private volatile @Nullable String trouble = "Not started yet";
  private volatile long lag;
  private volatile boolean caughtUp;

  /**
   * @param name of its thread
   * @param consumers asked for a new one whenever reading begins
   */
  public Follower(
      String name,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Start start,
      List<String> topics,
      Listener listener) {
    this.name = name;
    this.consumers = consumers;
    this.start = start;
    this.topics = List.copyOf(topics);
    this.listener = listener;
  }

  String name() {
    return name;
  }

  /** Why the topics are not followed right now, for people; null when they are. */
  public @Nullable String trouble() {
    return trouble;
  }

  /** How many records are there that the listener has not seen; as known at the last poll. */
  long lag() {
    return lag;
  }

  /** Whether everything was seen that was there when reading began, this time or one before. */
  public boolean hasCaughtUp() {
    return caughtUp;
  }

  synchronized void start() {
    Thread started = new Thread(this::run, name);
    started.setDaemon(true);
    thread = started;
    started.start();
  }

  synchronized void stop() {
    Thread stopped = thread;
    thread = null;
    Consumer<byte[], byte[]> consumer = reading;
    if (consumer != null) {
      // It ends the wait for records; an interrupt would break off what the listener does.
      consumer.wakeup();
    } else if (stopped != null) {
      stopped.interrupt();
    }
    if (stopped != null) {
      try {
        stopped.join(PATIENCE_AT_STOP.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  boolean isRunning() {
    return thread != null;
  }

  private void run() {
    while (isRunning()) {
      try {
        listener.prepare();
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
          reading = consumer;
          follow(consumer);
        } finally {
          reading = null;
        }
      } catch (RuntimeException | Error e) {
        // Also what is no exception: a thread that ended would read nothing any more, unheard.
        if (isRunning()) {
          failed(e);
        }
      }
    }
  }

  private void follow(Consumer<byte[], byte[]> consumer) {
    AssignedTopics assigned = new AssignedTopics(consumer, start, topics.toArray(String[]::new));
    listener.started(assigned.positions());
    trouble = null;
    caughtUp = caughtUp || assigned.isAtEnd();
    while (isRunning()) {
      assigned.poll(POLL).forEach(listener::on);
      lag = assigned.lag();
      caughtUp = caughtUp || assigned.isAtEnd();
    }
  }

  private void failed(Throwable failure) {
    trouble = Failure.reason(failure);
    log.warn("{} begins anew: {}", name, trouble);
    log.debug("The reason", failure);
    try {
      listener.failed(failure);
    } catch (RuntimeException e) {
      log.debug("Nor can it go on without", e);
    }
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
