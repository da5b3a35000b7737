package dev.galley.stream.consuming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.galley.event.Event;
import dev.galley.event.PageEvent;
import dev.galley.event.PageRemoved;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.codec.CloudEventHeaders;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.codec.EventIds;
import dev.galley.stream.observing.Traces;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchMessageListener;

class DeliveringEventsTests {

  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final EventCodec codec = new EventCodec(URI.create("/test"));
  private final Traces traces = Traces.passedOn();
  private final ObservationRegistry observations = ObservationRegistry.create();
  private final List<List<String>> calls = new ArrayList<>();
  private int nextOffset;

  DeliveringEventsTests() {
    observations.observationConfig().observationHandler(traces.handler());
  }

  @Test
  void handsTheEventsOfAPollOverTogether() {
    handle(List.of(good("a"), good("b"), good("c")), events -> {});

    assertThat(calls).containsExactly(List.of("a", "b", "c"));
  }

  @Test
  void namesAnUnreadableRecordAfterTheOnesBeforeItWereHandled() {
    ConsumerRecord<byte[], byte[]> tombstone = record(null);

    assertFails(
        tombstone, () -> handle(List.of(good("a"), good("b"), tombstone, good("c")), events -> {}));

    assertThat(calls).containsExactly(List.of("a", "b"));
  }

  @Test
  void findsTheEventThatCannotBeHandledByTryingOneByOne() {
    ConsumerRecord<byte[], byte[]> bad = good("bad");

    assertFails(
        bad,
        () ->
            handle(
                List.of(good("a"), bad, good("c")),
                events -> {
                  if (names(events).contains("bad")) {
                    throw new BadEvent("too deep");
                  }
                }));

    assertThat(calls).containsExactly(List.of("a", "bad", "c"), List.of("a"), List.of("bad"));
  }

  @Test
  void goesOnWhenTheEventsCanBeHandledOneByOneOnly() {
    handle(
        List.of(good("a"), good("b")),
        events -> {
          if (events.size() > 1) {
            throw new IllegalStateException("too many");
          }
        });

    assertThat(calls).containsExactly(List.of("a", "b"), List.of("a"), List.of("b"));
  }

  @Test
  void tellsWhatAPersonAskedForAndWhichTraceAnEventBelongsTo() {
    ConsumerRecord<byte[], byte[]> asked = good("asked");
    asked.headers().add(CloudEventHeaders.RETRY, new byte[] {1});
    asked.headers().add(CloudEventHeaders.TRACE_PARENT, TRACE.getBytes(StandardCharsets.US_ASCII));
    List<String> seen = new ArrayList<>();

    handle(
        List.of(good("plain"), asked),
        events ->
            events.forEach(
                event -> event.run(() -> seen.add(event.isRetry() + " " + traces.current()))));

    assertThat(seen.get(0)).startsWith("false ").doesNotContain(TRACE);
    assertThat(seen.get(1)).isEqualTo("true " + TRACE);
  }

  @SuppressWarnings("unchecked")
  private void handle(
      List<ConsumerRecord<byte[], byte[]>> records, Consumer<List<Received<PageEvent>>> handler) {
    ProxyFactory listener =
        new ProxyFactory(
            (BatchMessageListener<byte[], byte[]>)
                delivered -> {
                  List<Received<PageEvent>> events = events(delivered);
                  calls.add(names(events));
                  handler.accept(events);
                });
    listener.addAdvice(new DeliveringEvents(codec, observations, "feed"));
    ((BatchMessageListener<byte[], byte[]>) listener.getProxy()).onMessage(records);
  }

  /** As the adapter behind the advice has them converted for the function. */
  @SuppressWarnings("unchecked")
  private static List<Received<PageEvent>> events(List<?> records) {
    return (List<Received<PageEvent>>)
        new EventMessages()
            .toMessage((List<ConsumerRecord<?, ?>>) records, null, null, Object.class)
            .getPayload();
  }

  private static List<String> names(List<Received<PageEvent>> events) {
    return events.stream()
        .map(Received::event)
        .map(PageRemoved.class::cast)
        .map(PageRemoved::url)
        .map(url -> url.getPath().substring(1))
        .toList();
  }

  private static void assertFails(ConsumerRecord<?, ?> record, ThrowingCallable handling) {
    assertThatExceptionOfType(BatchListenerFailedException.class)
        .isThrownBy(handling)
        .withCauseInstanceOf(BadEvent.class)
        .satisfies(failure -> assertThat(failure.getRecord()).isSameAs(record));
  }

  private ConsumerRecord<byte[], byte[]> good(String name) {
    Instant now = Instant.parse("2017-11-03T16:33:22Z");
    URI url = URI.create("/" + name);
    return record(new PageRemoved(EventIds.next(), now, EventIds.next().toString(), 4, now, url));
  }

  private ConsumerRecord<byte[], byte[]> record(Event event) {
    if (event == null) {
      return new ConsumerRecord<>("galley.pages", 0, nextOffset++, new byte[0], null);
    }
    ProducerRecord<byte[], byte[]> sent = codec.encode("galley.pages", event);
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("galley.pages", 0, nextOffset++, sent.key(), sent.value());
    Stream.of(sent.headers().toArray()).forEach(record.headers()::add);
    return record;
  }
}
