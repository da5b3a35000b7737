package dev.galley.stream.observing;

import io.opentelemetry.api.OpenTelemetry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Carries one trace through the steps of a publication, from record to record. {@link #NONE} does
 * nothing.
 */
public interface Traces {

  /** Nothing is traced. */
  Traces NONE =
      new Traces() {
        @Override
        public @Nullable String current() {
          return null;
        }

        @Override
        public Step begin(ConsumerRecord<?, ?> record, String group) {
          return Step.NONE;
        }
      };

  /** Records each step, for a collector. */
  static Traces recordedBy(OpenTelemetry telemetry) {
    return new OpenTelemetryTraces(telemetry);
  }

  /** Passes on what came with a record; for programs without a collector. */
  static Traces passedOn() {
    return new PassedOnTraces();
  }

  /** The handling of one record. */
  interface Step {

    /** Of a record that is not traced. */
    Step NONE =
        new Step() {
          @Override
          public void run(Runnable action) {
            action.run();
          }

          @Override
          public void failed(Exception failure) {}

          @Override
          public void end() {}
        };

    /** Does a part of it; what this thread sends meanwhile belongs to the trace. */
    void run(Runnable action);

    /** Notes that this attempt failed. */
    void failed(Exception failure);

    /** Ends the step. */
    void end();
  }

  /** The {@code traceparent} of what this thread is doing; null when it is not traced. */
  @Nullable String current();

  /** Begins to handle a record as a part of the trace that its headers name. */
  Step begin(ConsumerRecord<?, ?> record, String group);
}
