package dev.galley.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTests extends ObjectStoreContract {

  @TempDir Path folder;

  private FolderStore store;

  @BeforeEach
  void open() {
    store = new FolderStore(folder.resolve("assets"));
  }

  @Override
  ObjectStore store() {
    return store;
  }

  @Override
  void tamper(String sha256, byte[] bytes) throws IOException {
    Files.write(store.file(sha256), bytes);
  }

  @Test
  void opensAFolderOfEarlierBuilds() throws IOException {
    String sha256 = dev.galley.web.Sha256.hex("old");
    Path file = folder.resolve("assets/sha256").resolve(sha256.substring(0, 2)).resolve(sha256);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "old");

    assertThat(read(sha256, 0)).isEqualTo("old".getBytes());
    assertThat(store.list(null, 10)).containsExactly(new ObjectInfo(sha256, 3));
  }

  @Test
  void copiesToNoFolderThatItReads() {
    String folderOnceMore = folder.resolve("else/../assets").toString();
    Place same = new Place(folderOnceMore, null, null, null, null, null, null, null);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stores.of(folder.resolve("assets"), null, same))
        .withMessageContaining("The second store of files is the first one");
  }

  @Test
  void makesAFolderThatNobodyElseMayLookInto() throws IOException {
    put(random(10));

    assertThat(rights(folder.resolve("assets"))).isEqualTo("rwx------");
  }

  @Test
  void leavesAFolderTheRightsThatItHas() throws IOException {
    Path there = Files.createDirectories(folder.resolve("there"));
    Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwxr-x---"));
    Files.createSymbolicLink(folder.resolve("assets"), there);

    put(random(10));

    assertThat(rights(there)).isEqualTo("rwxr-x---");
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void takesNothingHalfDoneForAnObject() throws IOException {
    String sha256 = put(random(10));
    Files.writeString(store.file(sha256).resolveSibling(".0d1c.tmp"), "half");

    assertThat(store.list(null, 10)).hasSize(1);
    try (Stream<Path> left = Files.list(store.file(sha256).getParent())) {
      assertThat(left).hasSize(2);
    }
  }
}
