package dev.galley.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.galley.event.Event;
import dev.galley.event.Topics;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.observing.Traces;
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
  private final EventSender sender = new EventSender(producer, codec, traces);

  @Test
  void keepsOneTraceFromAPostToItsPageAndItsFeedEntry() {
    sender.send(Topics.POSTS, sample("post-published"), Map.of("traceparent", REQUEST));

    Traces.Step rendering = traces.begin(consumed(0), Topics.RENDER_GROUP);
    rendering.run(() -> sender.send(Topics.PAGES, sample("page-rendered")));
    rendering.end();
    Traces.Step feeding = traces.begin(consumed(1), Topics.FEED_GROUP);
    feeding.run(() -> sender.send(Topics.RECEIPTS, sample("receipt")));
    feeding.end();

    assertThat(spans.getFinishedSpanItems())
        .extracting(SpanData::getName, SpanData::getTraceId, SpanData::getParentSpanId)
        .containsExactly(
            tuple("process galley.posts", TRACE, "00f067aa0ba902b7"),
            tuple("process galley.pages", TRACE, spans.getFinishedSpanItems().get(0).getSpanId()));
    assertThat(header(producer.history().get(2))).startsWith("00-" + TRACE);
  }

  @Test
  void leavesNothingBehindForTheNextRecord() {
    Traces.Step step = traces.begin(new ConsumerRecord<>(Topics.POSTS, 0, 0, null, null), "render");
    step.run(() -> assertThat(traces.current()).isNotNull());
    step.end();

    sender.send(Topics.PAGES, sample("page-rendered"));

    assertThat(traces.current()).isNull();
    assertThat(producer.history().get(0).headers().lastHeader("traceparent")).isNull();
  }

  @Test
  void beginsATraceForARecordThatHasNone() {
    traces.begin(new ConsumerRecord<>(Topics.POSTS, 0, 0, null, null), "render").end();

    assertThat(spans.getFinishedSpanItems().get(0).getParentSpanContext().isValid()).isFalse();
  }

  @Test
  void marksAStepThatFailed() {
    Traces.Step step = traces.begin(new ConsumerRecord<>(Topics.POSTS, 0, 0, null, null), "render");
    step.failed(new BadEvent("too deep"));
    step.end();

    assertThat(spans.getFinishedSpanItems().get(0).getStatus().getStatusCode())
        .isEqualTo(StatusCode.ERROR);
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
