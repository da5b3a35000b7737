package dev.galley.stream.consuming;

import dev.galley.event.Event;
import dev.galley.event.Receipt;
import dev.galley.event.Receipt.Outcome;
import dev.galley.event.Topics;
import dev.galley.stream.EventSender;
import dev.galley.stream.Failure;
import dev.galley.stream.Receipts;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.codec.Excerpts;
import dev.galley.stream.observing.LogScope;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;

/**
 * Gives up on a record: it goes to the group's dead-letter topic, then a failed receipt reaches the
 * post's timeline. An exception from here keeps the record where it is, so nothing is lost while
 * the dead-letter topic cannot be written.
 *
 * <p>The consumer is not asked which partitions that topic has: its question would wait behind the
 * fetch that it has under way, for as long as the broker waits for a new record.
 */
final class DeadLetters implements ConsumerRecordRecoverer {

  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
  private static final int MAX_REASON_CHARS = 1000;

  private final String topic;
  private final String group;
  private final ConsumerRecordRecoverer publisher;
  private final EventSender sender;
  private final EventCodec codec;
  private final ObservationRegistry observations;
  private final Counter counter;
  private final @Nullable Receipts receipts;

  /**
   * @param receipts absent when nobody is told what failed
   */
  DeadLetters(
      String topic,
      String group,
      ConsumerRecordRecoverer publisher,
      EventSender sender,
      EventCodec codec,
      ObservationRegistry observations,
      MeterRegistry meters,
      @Nullable Receipts receipts) {
    this.topic = topic;
    this.group = group;
    this.publisher = publisher;
    this.sender = sender;
    this.codec = codec;
    this.observations = observations;
    // There from the start: a rise from nothing to one is no rise to Prometheus.
    this.counter =
        Counter.builder("galley.dead.letters")
            .description("Records that a group gave up and moved to its dead-letter topic")
            .tag("topic", topic)
            .tag("group", group)
            .register(meters);
    this.receipts = receipts;
  }

  @Override
  public void accept(ConsumerRecord<?, ?> record, Exception failure) {
    Observation giving = Received.observed(record, group, observations);
    LogScope.run(record, () -> giving.observe(() -> giveUp(record, failure)));
  }

  private void giveUp(ConsumerRecord<?, ?> record, Exception failure) {
    publisher.accept(record, failure);
    String reason = reason(failure);
    if (receipts != null) {
      sender.sendAndWait(Topics.RECEIPTS, receipt(receipts, record, reason));
    }
    counter.increment();
    log.atError()
        .addKeyValue("topic", topic)
        .addKeyValue("partition", record.partition())
        .addKeyValue("offset", record.offset())
        .setCause(Failure.of(failure) == Failure.UNEXPLAINED ? failure : null)
        .log("Gave up on a record: {}", reason);
  }

  static String reason(@Nullable Throwable failure) {
    return shorten(Failure.reason(failure));
  }

  private static String shorten(String reason) {
    return reason.length() <= MAX_REASON_CHARS ? reason : reason.substring(0, MAX_REASON_CHARS);
  }

  private Receipt receipt(Receipts receipts, ConsumerRecord<?, ?> record, String reason) {
    Event event = readable(record);
    return event == null
        ? receipts.of(key(record), 0, null, Outcome.FAILED, reason, Duration.ZERO)
        : receipts.of(event, Outcome.FAILED, reason);
  }

  private @Nullable Event readable(ConsumerRecord<?, ?> record) {
    try {
      return record.value() instanceof byte[] value ? codec.fromJson(value) : null;
    } catch (BadEvent e) {
      return null;
    }
  }

  private static String key(ConsumerRecord<?, ?> record) {
    return record.key() instanceof byte[] key && key.length > 0
        ? Excerpts.of(new String(key, StandardCharsets.UTF_8)).replace("…", "")
        : "unknown";
  }
}
