package dev.galley.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportArchiveTests {

  @TempDir Path folder;

  @Test
  void packsSnipsAndImagesUnderTheirFolders() throws Exception {
    Path snips = write("soups/weeknotes/week-459.snip.markdown").getParent().getParent();
    Path images = write("pictures/blog/a.jpg").getParent().getParent();

    assertThat(names(ImportArchive.of(snips, images)))
        .containsExactly("snips/weeknotes/week-459.snip.markdown", "images/blog/a.jpg");
  }

  @Test
  void packsASingleFile() throws Exception {
    Path snip = write("week-460.snip.markdown");

    assertThat(names(ImportArchive.of(snip, null))).containsExactly("snips/week-460.snip.markdown");
  }

  @Test
  void leavesOutHiddenFiles() throws Exception {
    write("soups/.git/config");
    write("soups/.DS_Store");
    Path snip = write("soups/a.snip");

    assertThat(names(ImportArchive.of(snip.getParent(), null))).containsExactly("snips/a.snip");
  }

  private Path write(String name) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "text");
  }

  private static List<String> names(Path archive) throws Exception {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      return zip.stream().map(ZipEntry::getName).toList();
    } finally {
      Files.delete(archive);
    }
  }
}
