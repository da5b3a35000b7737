package dev.galley.stream.consuming;

import dev.galley.event.Event;
import dev.galley.stream.observing.LogScope;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.support.micrometer.KafkaListenerObservation;
import org.springframework.kafka.support.micrometer.KafkaListenerObservation.DefaultKafkaListenerObservationConvention;
import org.springframework.kafka.support.micrometer.KafkaRecordReceiverContext;

/** An event that came with a poll. */
public final class Received<E extends Event> {

  private final E event;
  private final boolean retry;
  private final Observation handling;

  Received(E event, boolean retry, Observation handling) {
    this.event = event;
    this.retry = retry;
    this.handling = handling;
  }

  /** An event that came by itself and belongs to no trace. */
  public static <E extends Event> Received<E> of(E event) {
    return new Received<>(event, false, Observation.NOOP);
  }

  /** The handling of a record by a group, not begun yet: a part of the trace that it names. */
  static Observation observed(
      ConsumerRecord<?, ?> record, String group, ObservationRegistry observations) {
    return KafkaListenerObservation.LISTENER_OBSERVATION.observation(
        null,
        DefaultKafkaListenerObservationConvention.INSTANCE,
        () -> new KafkaRecordReceiverContext(record, group, group, group, () -> null),
        observations);
  }

  public E event() {
    return event;
  }

  /** Whether it was sent again because a person asked for it. */
  public boolean isRetry() {
    return retry;
  }

  /**
   * Does what follows from this event alone: its lines in the log name the event and its post, and
   * what it sends belongs to the event's trace.
   */
  public void run(Runnable action) {
    LogScope.run(event.subject(), event.eventId().toString(), () -> handling.scoped(action));
  }
}
