package dev.galley.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.local.command.client.CommandFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackingTests {

  @TempDir Path folder;

  @Test
  void writesFilesWithTheirFolders() throws Exception {
    Path into = folder.resolve("out");

    int files = new Unpacking(into).unpack(archive("snips/weeknotes/week-459.snip.markdown"));

    assertThat(files).isEqualTo(1);
    assertThat(into.resolve("snips/weeknotes/week-459.snip.markdown")).hasContent("text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../outside", "snips/../../outside", "..", "snips/../.."})
  void writesNothingOutsideOfTheFolder(String name) throws Exception {
    Path into = folder.resolve("out");

    assertThatThrownBy(() -> new Unpacking(into).unpack(archive(name)))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("outside");
    assertThat(folder.resolve("outside")).doesNotExist();
  }

  private Path archive(String name) throws IOException {
    Path archive = folder.resolve("archive.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write("text".getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
    return archive;
  }
}
