package dev.galley.stream.consuming;

import dev.galley.event.Event;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.codec.CloudEventHeaders;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.observing.Traces;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.support.KafkaUtils;

/**
 * Reads the records of one poll and hands their events over together, so that those of one post and
 * the writes of many can share what they cost.
 *
 * <p>When that fails they are handed over one by one, which every handler survives, and the one
 * that fails is named: the container's error handler waits with it or gives it up, and what comes
 * before it counts as handled.
 */
public final class EventBatches {

  private static final Logger log = LoggerFactory.getLogger(EventBatches.class);

  private record Arrival<E>(E event, ConsumerRecord<byte[], byte[]> record) {}

  private final EventCodec codec;
  private final Traces traces;

  EventBatches(EventCodec codec, Traces traces) {
    this.codec = codec;
    this.traces = traces;
  }

  /**
   * Hands over the events of some records, in order.
   *
   * @param handler may be called again with events that it has handled
   * @throws BatchListenerFailedException for the first record that could not be handled
   */
  public <E extends Event> void handle(
      List<ConsumerRecord<byte[], byte[]>> records,
      Class<E> kind,
      Consumer<List<Delivered<E>>> handler) {
    List<Arrival<E>> arrivals = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        arrivals.add(new Arrival<>(codec.decode(record, kind), record));
      } catch (BadEvent e) {
        handleReadable(arrivals, handler);
        throw failure(record, e);
      }
    }
    handleReadable(arrivals, handler);
  }

  private <E extends Event> void handleReadable(
      List<Arrival<E>> arrivals, Consumer<List<Delivered<E>>> handler) {
    if (arrivals.size() > 1) {
      try {
        attempt(arrivals, handler);
        return;
      } catch (RuntimeException e) {
        log.debug("Of {} events one may have failed; one by one will tell", arrivals.size(), e);
      }
    }
    for (Arrival<E> arrival : arrivals) {
      try {
        attempt(List.of(arrival), handler);
      } catch (RuntimeException e) {
        throw failure(arrival.record(), e);
      }
    }
  }

  private <E extends Event> void attempt(
      List<Arrival<E>> arrivals, Consumer<List<Delivered<E>>> handler) {
    String group = KafkaUtils.getConsumerGroupId();
    List<Traces.Step> steps = new ArrayList<>();
    List<Delivered<E>> delivered = new ArrayList<>();
    for (Arrival<E> arrival : arrivals) {
      Traces.Step step = traces.begin(arrival.record(), group == null ? "none" : group);
      steps.add(step);
      delivered.add(new Delivered<>(arrival.event(), isRetry(arrival.record()), step));
    }
    try {
      handler.accept(delivered);
    } catch (RuntimeException e) {
      steps.forEach(step -> step.failed(e));
      throw e;
    } finally {
      steps.forEach(Traces.Step::end);
    }
  }

  private static boolean isRetry(ConsumerRecord<?, ?> record) {
    return record.headers().lastHeader(CloudEventHeaders.RETRY) != null;
  }

  private static BatchListenerFailedException failure(
      ConsumerRecord<?, ?> record, RuntimeException cause) {
    return new BatchListenerFailedException("A record could not be handled", cause, record);
  }
}
