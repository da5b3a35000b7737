package dev.galley.local.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.web.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

class BackupTests {

  private static final Instant MADE = Instant.parse("2026-11-29T03:00:00Z");
  private static final Instant RESTORED = Instant.parse("2026-11-30T12:00:00Z");
  private static final Progress UNSEEN = (bytes, all) -> {};

  @TempDir Path folder;

  private Path staging;
  private Path file;

  @BeforeEach
  void stage() throws IOException {
    staging = folder.resolve("staging");
    file = folder.resolve("galley.zip");
    write("store/galley.mv", "the store " + "x".repeat(300));
    write("secrets.key", "a secret");
    write("assets/sha256/ab/abc", "a picture");
    Path link = staging.resolve("assets/images/größe.png");
    Files.createDirectories(link.getParent());
    Files.createLink(link, staging.resolve("assets/sha256/ab/abc"));
  }

  private void write(String path, String text) throws IOException {
    Path target = staging.resolve(path);
    Files.createDirectories(target.getParent());
    Files.writeString(target, text);
  }

  @Test
  void restoresEveryFileAndSaysWhenItDid() throws Exception {
    assertThat(Backup.write(staging, file, MADE, UNSEEN).files()).isEqualTo(4);
    Restoring.Restored restored = restore();

    assertThat(restored.files()).isEqualTo(4);
    assertThat(restored.madeAt()).isEqualTo(MADE);
    TreeMap<String, String> expected = texts(staging);
    expected.put("restored", RESTORED + "\n");
    assertThat(texts(folder.resolve("new/data"))).isEqualTo(expected);
  }

  @Test
  void saysWhichFilesHaveLostTheirBytesOrHaveOthers() throws Exception {
    Backup.Written written = Backup.write(staging, file, MADE, UNSEEN);
    Path names = folder.resolve("names");

    assertThat(written.missing(names)).as("nobody has said what there is").isEmpty();
    Files.writeString(
        names,
        Sha256.hex("a picture")
            + " images/größe.png\n"
            + Sha256.hex("another picture")
            + " images/two words.png\n");
    assertThat(written.missing(names)).containsExactly("images/two words.png");
  }

  /** A site of pictures takes no more room than it did. */
  @Test
  void keepsEachPictureOnce() throws Exception {
    Backup.write(staging, file, MADE, UNSEEN);
    restore();

    assertThat(
            Files.isSameFile(
                folder.resolve("new/data/assets/sha256/ab/abc"),
                folder.resolve("new/data/assets/images/größe.png")))
        .isTrue();
  }

  @Test
  void isForItsOwnerAlone() throws Exception {
    Backup.write(staging, file, MADE, UNSEEN);
    restore();

    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(permissions(folder.resolve("new/data"))).isEqualTo("rwx------");
    assertThat(permissions(folder.resolve("new/data/secrets.key"))).isEqualTo("rw-------");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void refusesOneThatHasLostItsEnd() throws Exception {
    Backup.write(staging, file, MADE, UNSEEN);
    byte[] whole = Files.readAllBytes(file);

    for (int length = 0; length < whole.length; length += 7) {
      Files.write(file, Arrays.copyOf(whole, length));

      assertThatThrownBy(this::restore)
          .as(length + " bytes")
          .isInstanceOf(BackupUnusable.class)
          .hasMessageContaining("galley.zip is damaged")
          .hasMessageContaining("Nothing was restored");
      assertThat(folder.resolve("new")).isEmptyDirectory();
    }
  }

  @Test
  void restoresAllOrNothingWhicheverByteIsBad() throws Exception {
    Backup.write(staging, file, MADE, UNSEEN);
    byte[] whole = Files.readAllBytes(file);
    TreeMap<String, String> expected = texts(staging);
    expected.put("restored", RESTORED + "\n");
    int refused = 0;

    for (int at = 0; at < whole.length; at += 3) {
      byte[] bad = whole.clone();
      bad[at] ^= 0x41;
      Files.write(file, bad);
      try {
        restore();
        // Times and the like, of which nothing is used.
        assertThat(texts(folder.resolve("new/data"))).as("byte " + at).isEqualTo(expected);
        FileSystemUtils.deleteRecursively(folder.resolve("new/data"));
      } catch (BackupUnusable e) {
        refused++;
        assertThat(folder.resolve("new")).isEmptyDirectory();
      }
    }

    assertThat(refused).isGreaterThan(whole.length / 6);
  }

  @Test
  void refusesAFolderThatHoldsSomething() throws Exception {
    Backup.write(staging, file, MADE, UNSEEN);
    Path own = Files.createDirectories(folder.resolve("new/data")).resolve("own");
    Files.writeString(own, "mine");

    assertThatThrownBy(this::restore)
        .isInstanceOf(BackupUnusable.class)
        .hasMessageContaining("is not empty");
    assertThat(texts(folder.resolve("new"))).hasSize(1);

    Files.delete(own);
    assertThat(restore().files()).isEqualTo(4);
  }

  @Test
  void refusesWhatIsNoBackupOrOfANewerGalley() throws Exception {
    zip("other.txt", "text");
    assertThatThrownBy(this::restore).hasMessageContaining("is no backup of Galley");

    zip(Manifest.ENTRY, "{\"format\":2,\"madeAt\":\"2026-11-29T03:00:00Z\",\"files\":[]}");
    assertThatThrownBy(this::restore).hasMessageContaining("was made by a newer Galley");

    zip(Manifest.ENTRY, "{\"format\":1}");
    assertThatThrownBy(this::restore).hasMessageContaining("is damaged");
  }

  @Test
  void neverWritesOutsideOfTheFolder() throws Exception {
    for (String path : List.of("../evil", "/tmp/evil", "a/../../evil", ".")) {
      Manifest manifest =
          new Manifest(
              1,
              MADE,
              List.of(
                  new Manifest.File(path, 4, "0".repeat(64)),
                  new Manifest.File("store/galley.mv", 4, "0".repeat(64))));
      zip(Manifest.ENTRY, new String(manifest.json(), StandardCharsets.UTF_8));

      assertThatThrownBy(this::restore)
          .isInstanceOf(BackupUnusable.class)
          .hasMessageContaining("outside of it");
    }
  }

  private void zip(String name, String text) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    }
  }

  private Restoring.Restored restore() {
    return Restoring.restore(file, folder.resolve("new/data"), RESTORED, UNSEEN);
  }

  private static TreeMap<String, String> texts(Path folder) throws IOException {
    TreeMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path one : files.filter(Files::isRegularFile).toList()) {
        texts.put(folder.relativize(one).toString(), Files.readString(one));
      }
    }
    return texts;
  }
}
