package dev.galley.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rehearsal by which the launcher's build, and the one of these tests, archives classes. */
class RehearsalIntegrationTests {

  @Test
  void publishesOncePutsEverythingAwayAndEnds() throws IOException {
    assertThat(Installation.rehearsal()).contains("1 created").contains("1 published");
    assertThat(Installation.archive()).exists();
    try (Stream<Path> left = Files.list(Installation.temporary())) {
      assertThat(left.map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.startsWith("galley-rehearsal"));
    }
  }
}
