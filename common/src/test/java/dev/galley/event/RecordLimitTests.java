package dev.galley.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What no compiler sees: files that must say the same limit as {@link Topics}. */
class RecordLimitTests {

  @Test
  void composeLetsTheBrokerTakeWhatTheServicesMaySend() throws IOException {
    String compose = Files.readString(Path.of("..", "docker-compose.yml"));

    assertThat(compose)
        .contains("KAFKA_MESSAGE_MAX_BYTES: \"" + Topics.MAX_DEAD_LETTER_BYTES + "\"")
        .contains("KAFKA_REPLICA_FETCH_MAX_BYTES: \"" + Topics.MAX_DEAD_LETTER_BYTES + "\"");
  }
}
