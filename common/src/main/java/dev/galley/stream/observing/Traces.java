package dev.galley.stream.observing;

import dev.galley.stream.codec.CloudEventHeaders;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.kafka.support.micrometer.KafkaRecordReceiverContext;

/**
 * Carries one trace through the steps of a publication, from record to record, as W3C Trace Context
 * and the CloudEvents extension for distributed tracing say. What is observed becomes a part of the
 * trace by the {@link #handler()}.
 */
public final class Traces {

  private static final String TRACE_ID = "traceId";

  private final OpenTelemetry telemetry;
  private final boolean recorded;

  private Traces(OpenTelemetry telemetry, boolean recorded) {
    this.telemetry = telemetry;
    this.recorded = recorded;
  }

  /** Records every observation, for a collector. */
  public static Traces recordedBy(OpenTelemetry telemetry) {
    return new Traces(telemetry, true);
  }

  /**
   * For a service without a collector: what is sent while a record is handled carries the trace of
   * that record, unchanged, as W3C Trace Context lets those do who record nothing themselves. So
   * programs before and behind Galley see one trace, and events of one publication can be told by
   * it.
   */
  public static Traces passedOn() {
    return new Traces(OpenTelemetry.propagating(ContextPropagators.create(new Begun())), false);
  }

  /** The {@code traceparent} of what this thread is doing; null when it is not traced. */
  public @Nullable String current() {
    Map<String, String> headers = new HashMap<>();
    telemetry.getPropagators().getTextMapPropagator().inject(Context.current(), headers, Map::put);
    return headers.get(CloudEventHeaders.TRACE_PARENT);
  }

  /** Makes steps of a trace of what is observed. */
  public ObservationHandler<?> handler() {
    Tracer tracer = telemetry.getTracer("dev.galley");
    OtelTracer bridge = new OtelTracer(tracer, new OtelCurrentTraceContext(), event -> {});
    OtelPropagator propagator = new OtelPropagator(telemetry.getPropagators(), tracer);
    var received = new PropagatingReceiverTracingObservationHandler<>(bridge, propagator);
    return recorded
        ? new Recorded(
            received,
            new PropagatingSenderTracingObservationHandler<>(bridge, propagator),
            new DefaultTracingObservationHandler(bridge))
        : new OfRecords(received);
  }

  /** Of all that is observed, only what came over Kafka has to be passed on. */
  private static final class OfRecords extends FirstMatchingCompositeObservationHandler {

    OfRecords(ObservationHandler<?> received) {
      super(received);
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      return context instanceof KafkaRecordReceiverContext;
    }
  }

  /**
   * Makes spans, but not of the requests by which the service is watched: they come for ever. Lines
   * of the log name the trace.
   */
  private static final class Recorded extends FirstMatchingCompositeObservationHandler {

    Recorded(ObservationHandler<?>... handlers) {
      super(handlers);
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
      if (context instanceof ServerRequestObservationContext request
          && request.getCarrier() != null) {
        String path = request.getCarrier().getRequestURI();
        return !path.startsWith("/health") && !path.startsWith("/metrics");
      }
      return super.supportsContext(context);
    }

    @Override
    public void onScopeOpened(Observation.Context context) {
      super.onScopeOpened(context);
      nameInLog();
    }

    @Override
    public void onScopeClosed(Observation.Context context) {
      super.onScopeClosed(context);
      nameInLog();
    }

    private static void nameInLog() {
      SpanContext current = Span.current().getSpanContext();
      if (current.isValid()) {
        MDC.put(TRACE_ID, current.getTraceId());
      } else {
        MDC.remove(TRACE_ID);
      }
    }
  }

  /** W3C Trace Context, where what belongs to no trace begins one. */
  private static final class Begun implements TextMapPropagator {

    private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();

    @Override
    public Collection<String> fields() {
      return W3C.fields();
    }

    @Override
    public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
      W3C.inject(traced(context), carrier, setter);
    }

    @Override
    public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
      // Root: what is received belongs to its own trace, whatever this thread did before.
      return traced(W3C.extract(Context.root(), carrier, getter));
    }

    private static Context traced(Context context) {
      return Span.fromContext(context).getSpanContext().isValid()
          ? context
          : context.with(Span.wrap(begun()));
    }

    // W3C Trace Context, 3.2.2: the last field says whether the caller recorded; nobody does here.
    private static SpanContext begun() {
      ThreadLocalRandom random = ThreadLocalRandom.current();
      return SpanContext.create(
          "%016x%016x".formatted(random.nextLong(), random.nextLong() | 1),
          "%016x".formatted(random.nextLong() | 1),
          TraceFlags.getDefault(),
          TraceState.getDefault());
    }
  }
}
