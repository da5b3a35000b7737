package dev.galley.stream;

import dev.galley.event.Event;
import dev.galley.event.Topics;
import dev.galley.stream.codec.CloudEventHeaders;
import dev.galley.stream.codec.EventCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Sends events through one idempotent producer. Thread-safe; events of one post that are sent in
 * order arrive in order.
 */
public final class EventSender {

  private final Supplier<Producer<byte[], byte[]>> producer;
  private final EventCodec codec;
  private final Supplier<@Nullable String> trace;

  /**
   * @param producer closed by its owner
   */
  public EventSender(Producer<byte[], byte[]> producer, EventCodec codec) {
    this(() -> producer, codec, () -> null);
  }

  /**
   * @param producer always the same, closed by its owner; may throw a {@link KafkaException} as
   *     long as there can be none, since the broker's address does not resolve
   * @param trace the {@code traceparent} of what the calling thread is doing
   */
  public EventSender(
      Supplier<Producer<byte[], byte[]>> producer,
      EventCodec codec,
      Supplier<@Nullable String> trace) {
    this.producer = producer;
    this.codec = codec;
    this.trace = trace;
  }

  /** Begins to send events that are awaited together. */
  public Sending begin() {
    return new Sending(this);
  }

  /**
   * Sends an event and returns when the broker has it.
   *
   * @throws KafkaException if it did not acknowledge; the caller does again what led to it
   */
  public void sendAndWait(String topic, Event event) {
    Sending sending = begin();
    sending.add(topic, event);
    sending.await();
  }

  /** Sends an event without further headers. */
  public CompletableFuture<RecordMetadata> send(String topic, Event event) {
    return send(topic, event, Map.of());
  }

  /**
   * Sends an event. Only the completed future means that the broker has it.
   *
   * @param extensions further headers; without a {@value CloudEventHeaders#TRACE_PARENT} among
   *     them, the event belongs to the trace of the calling thread
   * @return completes after the acknowledgement of all replicas, or with the {@link KafkaException}
   *     that the producer gave up with; the caller decides about sending again
   */
  public CompletableFuture<RecordMetadata> send(
      String topic, Event event, Map<String, String> extensions) {
    CompletableFuture<RecordMetadata> acknowledged = new CompletableFuture<>();
    try {
      ProducerRecord<byte[], byte[]> record = codec.encode(topic, event, traced(extensions));
      if (record.value().length > Topics.MAX_EVENT_BYTES) {
        throw new RecordTooLargeException(
            "The event has %d bytes, more than the %d that a record carries"
                .formatted(record.value().length, Topics.MAX_EVENT_BYTES));
      }
      producer
          .get()
          .send(
              record,
              (metadata, failure) -> {
                if (failure == null) {
                  acknowledged.complete(metadata);
                } else {
                  acknowledged.completeExceptionally(failure);
                }
              });
    } catch (KafkaException e) {
      // For example no metadata within max.block.ms: to the caller the same as a refused record.
      acknowledged.completeExceptionally(e);
    }
    return acknowledged;
  }

  private Map<String, String> traced(Map<String, String> extensions) {
    String current = trace.get();
    if (current == null || extensions.containsKey(CloudEventHeaders.TRACE_PARENT)) {
      return extensions;
    }
    Map<String, String> all = new LinkedHashMap<>(extensions);
    all.put(CloudEventHeaders.TRACE_PARENT, current);
    return all;
  }
}
