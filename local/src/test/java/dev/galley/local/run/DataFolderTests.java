package dev.galley.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTests {

  private static final long NOBODY = Integer.MAX_VALUE;

  @TempDir Path folder;

  private DataFolder data;

  @BeforeEach
  void take() {
    data = DataFolder.at(folder);
    data.take();
  }

  @Test
  void tellsCommandsHowToReachWhatRuns() {
    Endpoint endpoint =
        new Endpoint("http://127.0.0.1:1", ProcessHandle.current().pid(), "127.0.0.1:2", "glly_x");

    data.announce(endpoint);

    assertThat(DataFolder.at(folder).endpoint()).contains(endpoint);
  }

  @Test
  void keepsTheSecretFromOtherUsers() throws Exception {
    data.announce(new Endpoint("u", 1, "k", "glly_x"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("run/endpoint.json"))))
        .isEqualTo("rw-------");
    assertThat(new Endpoint("u", 1, "k", "glly_x").toString()).doesNotContain("glly_x");
  }

  @Test
  void aProcessThatIsGoneDoesNotRun() {
    data.announce(new Endpoint("http://127.0.0.1:1", NOBODY, "127.0.0.1:2", "glly_x"));

    assertThat(data.endpoint()).isEmpty();
  }

  @Test
  void nothingIsLeftBehindAfterAStop() {
    data.announce(new Endpoint("u", ProcessHandle.current().pid(), "k", "glly_x"));

    data.release();

    assertThat(DataFolder.at(folder).endpoint()).isEmpty();
    DataFolder next = DataFolder.at(folder);
    next.take();
    next.release();
  }
}
