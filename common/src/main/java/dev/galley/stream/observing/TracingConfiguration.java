package dev.galley.stream.observing;

import io.micrometer.observation.ObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.micrometer.tracing.otel.bridge.Slf4JEventListener;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/**
 * Tracing, when a collector is named. Otherwise none of this exists: a request and a record cost
 * what they cost without it.
 */
@AutoConfiguration(before = ObservingConfiguration.class)
@ConditionalOnExpression("'${galley.otlp.endpoint:}' != ''")
@EnableConfigurationProperties(TracingProperties.class)
class TracingConfiguration {

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  SpanExporter spanExporter(TracingProperties properties) {
    return OtlpHttpSpanExporter.builder().setEndpoint(properties.endpoint().toString()).build();
  }

  @Bean(destroyMethod = "close")
  OpenTelemetrySdk openTelemetry(
      SpanExporter exporter,
      TracingProperties properties,
      @Value("${spring.application.name:galley}") String application) {
    SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .setResource(
                Resource.getDefault().toBuilder()
                    .put(AttributeKey.stringKey("service.name"), application)
                    .build())
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(properties.sampling())))
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build();
    return OpenTelemetrySdk.builder()
        .setTracerProvider(provider)
        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
        .build();
  }

  @Bean
  Traces openTelemetryTraces(OpenTelemetrySdk telemetry) {
    return Traces.recordedBy(telemetry);
  }

  /** Requests that come in and go out are observed already; this makes spans of them. */
  @Bean
  ObservationHandler<?> tracingObservationHandler(OpenTelemetrySdk telemetry) {
    Tracer tracer = telemetry.getTracer("dev.galley");
    Slf4JEventListener traceInLog = new Slf4JEventListener();
    OtelTracer bridge = new OtelTracer(tracer, new OtelCurrentTraceContext(), traceInLog::onEvent);
    OtelPropagator propagator = new OtelPropagator(telemetry.getPropagators(), tracer);
    return new TracedObservations(bridge, propagator);
  }

  /** Just inside the filter that observes requests. */
  @Bean
  FilterRegistrationBean<TraceHeaderFilter> traceHeaderFilter(Traces traces) {
    FilterRegistrationBean<TraceHeaderFilter> registration =
        new FilterRegistrationBean<>(new TraceHeaderFilter(traces));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
    return registration;
  }
}
