package dev.galley.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rehearsal by which the launcher's build archives classes. */
class RehearsalIntegrationTests {

  @Test
  void publishesOncePutsEverythingAwayAndEnds(@TempDir Path folder) throws Exception {
    Path archive = folder.resolve("classes.jsa");
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    List<String> command = new ArrayList<>(ChildGalley.command("rehearse"));
    command.addAll(
        1,
        List.of(
            "-Djava.io.tmpdir=" + temporary,
            "-XX:ArchiveClassesAtExit=" + archive,
            "-Xlog:cds=off"));

    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();

    assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
    String out = Files.readString(folder.resolve("out"), StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(out).isZero();
    assertThat(out).contains("1 created").contains("1 published");
    assertThat(archive).exists();
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left.map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.startsWith("galley-rehearsal"));
    }
  }
}
