package dev.galley.stream.observing;

import dev.galley.stream.codec.CloudEventHeaders;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Traces by OpenTelemetry, with its names for messaging. The header is W3C Trace Context, as the
 * CloudEvents extension for distributed tracing says.
 */
final class OpenTelemetryTraces implements Traces {

  private static final String TRACE_ID = "traceId";

  private final Tracer tracer;
  private final TextMapPropagator propagator;

  OpenTelemetryTraces(OpenTelemetry telemetry) {
    this.tracer = telemetry.getTracer("dev.galley");
    this.propagator = telemetry.getPropagators().getTextMapPropagator();
  }

  @Override
  public @Nullable String current() {
    AtomicReference<@Nullable String> header = new AtomicReference<>();
    propagator.inject(
        Context.current(),
        header,
        (carrier, name, value) -> {
          if (carrier != null && name.equals(CloudEventHeaders.TRACE_PARENT)) {
            carrier.set(value);
          }
        });
    return header.get();
  }

  @Override
  public Step begin(ConsumerRecord<?, ?> record, String group) {
    Context parent = propagator.extract(Context.root(), record.headers(), new HeaderGetter());
    Span span =
        tracer
            .spanBuilder("process " + record.topic())
            .setParent(parent)
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute("messaging.system", "kafka")
            .setAttribute("messaging.destination.name", record.topic())
            .setAttribute("messaging.consumer.group.name", group)
            .setAttribute(
                "messaging.destination.partition.id", Integer.toString(record.partition()))
            .setAttribute("messaging.kafka.offset", record.offset())
            .startSpan();
    return new OpenStep(span, parent.with(span));
  }

  private record OpenStep(Span span, Context context) implements Step {

    @Override
    public void run(Runnable action) {
      MDC.put(TRACE_ID, span.getSpanContext().getTraceId());
      try {
        context.wrap(action).run();
      } finally {
        MDC.remove(TRACE_ID);
      }
    }

    @Override
    public void failed(Exception failure) {
      span.recordException(failure);
      span.setStatus(StatusCode.ERROR);
    }

    @Override
    public void end() {
      span.end();
    }
  }

  private static final class HeaderGetter implements TextMapGetter<Headers> {

    @Override
    public Iterable<String> keys(Headers headers) {
      return headers == null
          ? List.of()
          : StreamSupport.stream(headers.spliterator(), false).map(Header::key).toList();
    }

    @Override
    public @Nullable String get(@Nullable Headers headers, String key) {
      Header header = headers == null ? null : headers.lastHeader(key);
      return header == null || header.value() == null
          ? null
          : new String(header.value(), StandardCharsets.US_ASCII);
    }
  }
}
