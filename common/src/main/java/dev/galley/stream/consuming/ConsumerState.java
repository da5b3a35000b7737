package dev.galley.stream.consuming;

import dev.galley.stream.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.listener.RetryListener;

/** One group's reading of one topic: whether it goes on, and what it waits for when it does not. */
final class ConsumerState implements RetryListener, BatchInterceptor<Object, Object> {

  private static final Duration BETWEEN_RECOVERIES = Duration.ofSeconds(1);

  /** Longer than the slowest poll takes whose handling goes on. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private record Trouble(Instant since, String reason) {}

  private final String group;
  private final String topic;
  private final MessageListenerContainer container;
  private final Clock clock;
  private volatile @Nullable Trouble trouble;
  private volatile @Nullable Instant handlingSince;

  ConsumerState(String group, String topic, MessageListenerContainer container, Clock clock) {
    this.group = group;
    this.topic = topic;
    this.container = container;
    this.clock = clock;
  }

  String group() {
    return group;
  }

  String topic() {
    return topic;
  }

  /** A bad record is given up soon; only what waits for the world keeps everything behind it. */
  @Override
  public void failedDelivery(
      ConsumerRecord<?, ?> record, @Nullable Exception failure, int attempt) {
    if (Failure.of(failure) == Failure.TRANSIENT) {
      waitFor(DeadLetters.reason(failure));
    }
  }

  @Override
  public void recoveryFailed(
      ConsumerRecord<?, ?> record, @Nullable Exception failure, Exception why) {
    waitFor("The dead-letter topic cannot be written: " + DeadLetters.reason(why));
    pause();
  }

  /** The container tries again at once, and each attempt leaves stack traces in the log. */
  private static void pause() {
    try {
      Thread.sleep(BETWEEN_RECOVERIES.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void waitFor(String reason) {
    Trouble before = trouble;
    trouble = new Trouble(before == null ? clock.instant() : before.since(), reason);
  }

  @Override
  public ConsumerRecords<Object, Object> intercept(
      ConsumerRecords<Object, Object> records, Consumer<Object, Object> consumer) {
    handlingSince = clock.instant();
    return records;
  }

  @Override
  public void success(ConsumerRecords<Object, Object> records, Consumer<Object, Object> consumer) {
    trouble = null;
    handlingSince = null;
  }

  @Override
  public void failure(
      ConsumerRecords<Object, Object> records,
      Exception failure,
      Consumer<Object, Object> consumer) {
    handlingSince = null;
  }

  /**
   * Whether nothing keeps its records waiting. Without partitions it may be one consumer too many,
   * unless there are records.
   *
   * @param lag of the group on the topic, in records
   */
  boolean goesOn(long lag) {
    return container.isRunning()
        && trouble == null
        && hangsSince() == null
        && (lag == 0 || partitions() > 0);
  }

  /** What is handled neither ends nor fails. */
  private @Nullable Instant hangsSince() {
    Instant since = handlingSince;
    return since != null && since.plus(PATIENCE).isBefore(clock.instant()) ? since : null;
  }

  private int partitions() {
    Collection<TopicPartition> assigned = container.getAssignedPartitions();
    return assigned == null ? 0 : assigned.size();
  }

  private String state() {
    if (!container.isRunning()) {
      return "stopped";
    }
    if (trouble != null) {
      return "waiting";
    }
    if (hangsSince() != null) {
      return "hanging";
    }
    return partitions() == 0 ? "joining" : "reading";
  }

  /** What an operator reads. */
  Map<String, Object> describe() {
    Map<String, Object> state = new LinkedHashMap<>();
    Trouble now = trouble;
    Instant hangs = hangsSince();
    state.put("state", state());
    state.put("partitions", partitions());
    if (now != null) {
      state.put("since", now.since().toString());
      state.put("reason", now.reason());
    } else if (hangs != null) {
      state.put("since", hangs.toString());
    }
    return state;
  }
}
