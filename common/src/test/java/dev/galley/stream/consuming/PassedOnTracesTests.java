package dev.galley.stream.consuming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.stream.observing.Traces;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassedOnTracesTests {

  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final String ANY = "00-[0-9a-f]{32}-[0-9a-f]{16}-00";

  private final Traces traces = Traces.passedOn();
  private final ObservationRegistry observations = ObservationRegistry.create();

  PassedOnTracesTests() {
    observations.observationConfig().observationHandler(traces.handler());
  }

  @Test
  void carriesTheTraceOfTheRecordThatIsHandled() {
    handling(record(TRACE)).observe(() -> assertThat(traces.current()).isEqualTo(TRACE));
    assertThat(traces.current()).isNotEqualTo(TRACE).matches(ANY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01"
      })
  void beginsOneTraceForARecordThatNamesNone(String header) {
    handling(record(header))
        .observe(() -> assertThat(traces.current()).matches(ANY).isEqualTo(traces.current()));
  }

  @Test
  void beginsATraceForEachEventThatFollowsFromNone() {
    assertThat(traces.current()).matches(ANY).isNotEqualTo(traces.current());
  }

  private Observation handling(ConsumerRecord<?, ?> record) {
    return Received.observed(record, "render", observations);
  }

  private static ConsumerRecord<byte[], byte[]> record(String trace) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>("galley.posts", 0, 0, new byte[0], new byte[0]);
    record.headers().add("traceparent", trace.getBytes(StandardCharsets.US_ASCII));
    return record;
  }
}
