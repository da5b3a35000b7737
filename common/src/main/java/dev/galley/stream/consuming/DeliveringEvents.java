package dev.galley.stream.consuming;

import dev.galley.event.Event;
import dev.galley.event.Topics;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.codec.CloudEventHeaders;
import dev.galley.stream.codec.EventCodec;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.ArrayList;
import java.util.List;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.kafka.listener.BatchListenerFailedException;

/**
 * Around a container's listener: reads the records of one poll and delivers their events together,
 * so that those of one post and the writes of many can share what they cost.
 *
 * <p>When that fails they are delivered one by one, which every handler survives, and the one that
 * fails is named: the container's error handler waits with it or gives it up, and what comes before
 * it counts as handled. Reading happens here, since the adapter behind it sends what its converter
 * throws to an error channel and goes on.
 */
final class DeliveringEvents implements MethodInterceptor {

  private static final Logger log = LoggerFactory.getLogger(DeliveringEvents.class);

  private record Arrival(Event event, ConsumerRecord<byte[], byte[]> record) {}

  private final EventCodec codec;
  private final ObservationRegistry observations;
  private final String group;

  DeliveringEvents(EventCodec codec, ObservationRegistry observations, String group) {
    this.codec = codec;
    this.observations = observations;
    this.group = group;
  }

  /**
   * @throws BatchListenerFailedException for the first record that could not be handled
   */
  @Override
  @SuppressWarnings("unchecked")
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    if (!invocation.getMethod().getName().equals("onMessage")
        || !(invocation.getArguments()[0] instanceof List<?> records)) {
      return invocation.proceed();
    }
    List<Arrival> arrivals = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : (List<ConsumerRecord<byte[], byte[]>>) records) {
      try {
        arrivals.add(new Arrival(codec.decode(record, Topics.eventsOf(record.topic())), record));
      } catch (BadEvent e) {
        deliver(arrivals, invocation);
        throw failure(record, e);
      }
    }
    deliver(arrivals, invocation);
    return null;
  }

  private void deliver(List<Arrival> arrivals, MethodInvocation listener) throws Throwable {
    if (arrivals.size() > 1) {
      try {
        attempt(arrivals, listener);
        return;
      } catch (RuntimeException e) {
        log.debug("Of {} events one may have failed; one by one will tell", arrivals.size(), e);
      }
    }
    for (Arrival arrival : arrivals) {
      try {
        attempt(List.of(arrival), listener);
      } catch (RuntimeException e) {
        throw failure(arrival.record(), e);
      }
    }
  }

  private void attempt(List<Arrival> arrivals, MethodInvocation listener) throws Throwable {
    List<Observation> handlings = new ArrayList<>();
    List<ConsumerRecord<byte[], Received<?>>> delivered = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      Observation handling = Received.observed(arrival.record(), group, observations).start();
      handlings.add(handling);
      delivered.add(
          with(
              new Received<>(arrival.event(), isRetry(arrival.record()), handling),
              arrival.record()));
    }
    try {
      MethodInvocation attempt = ((ProxyMethodInvocation) listener).invocableClone();
      attempt.getArguments()[0] = delivered;
      attempt.proceed();
    } catch (RuntimeException e) {
      handlings.forEach(handling -> handling.error(e));
      throw e;
    } finally {
      handlings.forEach(Observation::stop);
    }
  }

  private static ConsumerRecord<byte[], Received<?>> with(
      Received<?> value, ConsumerRecord<byte[], byte[]> record) {
    return new ConsumerRecord<>(
        record.topic(), record.partition(), record.offset(), record.key(), value);
  }

  private static boolean isRetry(ConsumerRecord<?, ?> record) {
    return record.headers().lastHeader(CloudEventHeaders.RETRY) != null;
  }

  private static BatchListenerFailedException failure(
      ConsumerRecord<?, ?> record, RuntimeException cause) {
    return new BatchListenerFailedException("A record could not be handled", cause, record);
  }
}
