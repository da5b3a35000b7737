package dev.galley.local.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.local.assets.AssetSource.Foreign;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssetSourceTests {

  @TempDir Path folder;

  @Test
  void readsAFolderInOrderWithoutWhatIsHiddenOrElsewhere() throws IOException {
    write("b/two.png", "2");
    write("a.png", "1");
    write("images/three.png", "3");
    write(".git/config", "no");
    write("b/.DS_Store", "no");
    Files.createSymbolicLink(folder.resolve("b/link.png"), folder.resolve("a.png"));

    List<Foreign> files = files(new FolderSource(folder));

    assertThat(files)
        .extracting(Foreign::name)
        .containsExactly("images/a.png", "images/b/two.png", "images/three.png");
    try (InputStream content = files.get(1).content().open()) {
      assertThat(content).hasContent("2");
    }
  }

  @Test
  void readsATable() throws IOException {
    write("files/one.png", "1");
    Path table =
        write(
            "assets.csv",
            """
            file,name,former,alt,decorative,private
            files/one.png,images/one.png,https://old.example/uploads/1.png?v=2 /images/old%20+.png,"One, and more",false,yes

            files/two.png,,,,TRUE,no
            """);

    List<Foreign> files = files(new CsvSource(table));

    assertThat(files).hasSize(2);
    Foreign one = files.get(0);
    assertThat(one.name()).isEqualTo("images/one.png");
    assertThat(one.former()).containsExactly("/uploads/1.png", "/images/old +.png");
    assertThat(one.alt()).isEqualTo("One, and more");
    assertThat(one.decorative()).isFalse();
    assertThat(one.isPrivate()).isTrue();
    try (InputStream content = one.content().open()) {
      assertThat(content).hasContent("1");
    }
    Foreign two = files.get(1);
    assertThat(two.name()).isEqualTo("images/files/two.png");
    assertThat(two.former()).isEmpty();
    assertThat(two.alt()).isNull();
    assertThat(two.decorative()).isTrue();
    assertThat(two.isPrivate()).isFalse();
    assertThat(two.where()).isEqualTo("line 4, files/two.png");
    assertThatThrownBy(() -> two.content().open()).isInstanceOf(IOException.class);
  }

  @Test
  void readsNothingThatLiesOutsideTheFolderOfATable() throws IOException {
    write("secret.png", "secret");
    Path table =
        write(
            "site/assets.csv",
            "file\nlinks/secret.png\nlink.png\n../secret.png\n"
                + folder.resolve("secret.png")
                + "\n");
    Files.createSymbolicLink(folder.resolve("site/link.png"), folder.resolve("secret.png"));
    Files.createSymbolicLink(folder.resolve("site/links"), folder);

    List<Foreign> files = files(new CsvSource(table));

    assertThat(files)
        .hasSize(4)
        .allSatisfy(
            file ->
                assertThatThrownBy(() -> file.content().open())
                    .isInstanceOf(IOException.class)
                    .hasMessage("it lies outside the folder of the table"));
  }

  @Test
  void saysWhyATableCannotBeRead() throws IOException {
    Path other = write("other.csv", "path,title\na,b\n");
    Path cut = write("cut.csv", "file,alt\n\"a.png,b\n");

    assertThatThrownBy(() -> files(new CsvSource(other)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("other.csv")
        .hasMessageContaining("names no column 'file'");
    assertThatThrownBy(() -> files(new CsvSource(cut)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cut.csv");
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static List<Foreign> files(AssetSource source) throws IOException {
    List<Foreign> files = new ArrayList<>();
    source.forEach(files::add);
    return files;
  }
}
