package dev.galley.stream.consuming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.galley.event.Event;
import dev.galley.event.Topics;
import dev.galley.stream.EventSender;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.observing.Traces;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class TracedEventsTests {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String REQUEST = "00-" + TRACE + "-00f067aa0ba902b7-01";

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final Traces traces =
      Traces.recordedBy(
          OpenTelemetrySdk.builder()
              .setTracerProvider(
                  SdkTracerProvider.builder()
                      .addSpanProcessor(SimpleSpanProcessor.create(spans))
                      .build())
              .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
              .build());
  private final EventCodec codec = new EventCodec(URI.create("/test"));
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final EventSender sender = new EventSender(() -> producer, codec, traces::current);

  private final ObservationRegistry observations = ObservationRegistry.create();

  TracedEventsTests() {
    observations.observationConfig().observationHandler(traces.handler());
  }

  @Test
  void keepsOneTraceFromAPostToItsPageAndItsFeedEntry() {
    sender.send(Topics.POSTS, sample("post-published"), Map.of("traceparent", REQUEST));

    Received.observed(consumed(0), Topics.RENDER_GROUP, observations)
        .observe(() -> send(Topics.PAGES, "page-rendered"));
    Received.observed(consumed(1), Topics.FEED_GROUP, observations)
        .observe(() -> send(Topics.RECEIPTS, "receipt"));

    assertThat(spans.getFinishedSpanItems())
        .extracting(SpanData::getName, SpanData::getTraceId, SpanData::getParentSpanId)
        .containsExactly(
            tuple("galley.posts process", TRACE, "00f067aa0ba902b7"),
            tuple("galley.pages process", TRACE, spans.getFinishedSpanItems().get(0).getSpanId()));
    assertThat(header(producer.history().get(2))).startsWith("00-" + TRACE);
  }

  @Test
  void leavesNothingBehindForTheNextRecord() {
    handlingOfARecordWithoutTrace().observe(() -> assertThat(traces.current()).isNotNull());

    sender.send(Topics.PAGES, sample("page-rendered"));

    assertThat(traces.current()).isNull();
    assertThat(producer.history().get(0).headers().lastHeader("traceparent")).isNull();
  }

  @Test
  void beginsATraceForARecordThatHasNone() {
    handlingOfARecordWithoutTrace().start().stop();

    assertThat(spans.getFinishedSpanItems().get(0).getParentSpanContext().isValid()).isFalse();
  }

  @Test
  void marksAStepThatFailed() {
    handlingOfARecordWithoutTrace().start().error(new BadEvent("too deep")).stop();

    assertThat(spans.getFinishedSpanItems().get(0).getStatus().getStatusCode())
        .isEqualTo(StatusCode.ERROR);
  }

  @Test
  void namesTheTraceInTheLogWhileTheRecordIsHandled() {
    handlingOfARecordWithoutTrace()
        .observe(() -> assertThat(traces.current()).contains("-" + MDC.get("traceId") + "-"));

    assertThat(MDC.get("traceId")).isNull();
  }

  private Observation handlingOfARecordWithoutTrace() {
    return Received.observed(
        new ConsumerRecord<>(Topics.POSTS, 0, 0, null, null), Topics.RENDER_GROUP, observations);
  }

  private void send(String topic, String event) {
    sender.send(topic, sample(event));
  }

  private ConsumerRecord<byte[], byte[]> consumed(int sent) {
    ProducerRecord<byte[], byte[]> record = producer.history().get(sent);
    ConsumerRecord<byte[], byte[]> consumed =
        new ConsumerRecord<>(record.topic(), 0, 0, record.key(), record.value());
    record.headers().forEach(consumed.headers()::add);
    return consumed;
  }

  private static String header(ProducerRecord<?, ?> record) {
    return new String(record.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8);
  }

  private Event sample(String name) {
    try (InputStream in =
        Event.class.getResourceAsStream("/dev/galley/event/sample/" + name + ".v1.json")) {
      return codec.fromJson(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
