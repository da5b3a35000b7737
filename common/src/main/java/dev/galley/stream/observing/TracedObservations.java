package dev.galley.stream.observing;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Makes spans of requests, but not of those by which the service is watched: they come for ever.
 */
final class TracedObservations extends FirstMatchingCompositeObservationHandler {

  TracedObservations(Tracer tracer, Propagator propagator) {
    super(
        new PropagatingReceiverTracingObservationHandler<>(tracer, propagator),
        new PropagatingSenderTracingObservationHandler<>(tracer, propagator),
        new DefaultTracingObservationHandler(tracer));
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
}
