package dev.galley.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.web.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store of objects promises. */
abstract class ObjectStoreContract {

  @TempDir Path files;

  /** An empty store, the same one during a test. */
  abstract ObjectStore store();

  /** Puts bytes where an object should be, without asking the store. */
  abstract void tamper(String sha256, byte[] bytes) throws IOException;

  @Test
  void givesBackWhatWasPut() throws IOException {
    byte[] content = random(300_000);
    String sha256 = put(content);

    assertThat(store().find(sha256)).contains(new ObjectInfo(sha256, content.length));
    assertThat(read(sha256, 0)).isEqualTo(content);
  }

  @Test
  void keepsAnEmptyObject() throws IOException {
    String sha256 = put(new byte[0]);

    assertThat(store().find(sha256)).contains(new ObjectInfo(sha256, 0));
    assertThat(read(sha256, 0)).isEmpty();
  }

  @Test
  void readsFromTheMiddleAndFromTheEnd() throws IOException {
    byte[] content = random(10_000);
    String sha256 = put(content);

    assertThat(read(sha256, 9_000)).isEqualTo(slice(content, 9_000));
    assertThat(read(sha256, 10_000)).isEmpty();
  }

  @Test
  void putsTheSameTwice() throws IOException {
    byte[] content = random(1_000);

    put(content);
    String sha256 = put(content);

    assertThat(read(sha256, 0)).isEqualTo(content);
    assertThat(store().list(null, 10)).hasSize(1);
  }

  @Test
  void replacesWhatIsDamaged() throws IOException {
    byte[] content = random(1_000);
    String sha256 = put(content);
    byte[] other = content.clone();
    other[500]++;
    tamper(sha256, other);

    put(content);

    assertThat(read(sha256, 0)).isEqualTo(content);
  }

  @Test
  void refusesBytesThatAreNotWhatTheirNameSays() throws IOException {
    Path file = file(random(1_000));
    String other = Sha256.hex("something else");

    assertThatIOException().isThrownBy(() -> store().put(other, file));

    assertThat(store().find(other)).isEmpty();
    assertThat(store().list(null, 10)).isEmpty();
  }

  @Test
  void tellsWhatIsNotThereFromWhatCannotBeRead() throws IOException {
    String missing = Sha256.hex("never put");

    assertThat(store().find(missing)).isEmpty();
    assertThatThrownBy(() -> read(missing, 0)).isInstanceOf(NoSuchObject.class);
    assertThatThrownBy(() -> read(missing, 5)).isInstanceOf(NoSuchObject.class);
    store().delete(missing);
  }

  @Test
  void neverGivesOtherBytesForRightOnes() throws IOException {
    byte[] content = random(20_000);
    String sha256 = put(content);
    byte[] tampered = content.clone();
    tampered[15_000]++;
    tamper(sha256, tampered);

    assertThatThrownBy(() -> read(sha256, 0)).isInstanceOf(WrongBytes.class);
  }

  @Test
  void deletes() throws IOException {
    String sha256 = put(random(1_000));

    store().delete(sha256);
    store().delete(sha256);

    assertThat(store().find(sha256)).isEmpty();
    assertThat(store().list(null, 10)).isEmpty();
  }

  @Test
  void listsInPagesByHash() throws IOException {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      all.add(put(("object " + i).getBytes(StandardCharsets.UTF_8)));
    }
    all.sort(null);

    List<String> listed = new ArrayList<>();
    List<ObjectInfo> page = store().list(null, 10);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(10);
      page.forEach(found -> listed.add(found.sha256()));
      page = store().list(listed.get(listed.size() - 1), 10);
    }

    assertThat(listed).isEqualTo(all);
    assertThat(store().list("ff".repeat(32), 10)).isEmpty();
  }

  @Test
  void refusesWhatIsNoHash() {
    for (String name : List.of("", "../../etc/passwd", "A".repeat(64), "a".repeat(63))) {
      assertThatThrownBy(() -> store().find(name)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void takesTheSameFromManyAtOnce() throws Exception {
    byte[] content = random(200_000);
    Path file = file(content);
    String sha256 = Sha256.hex(content);
    Callable<Boolean> put =
        () -> {
          store().put(sha256, file);
          return store().find(sha256).isPresent();
        };

    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> calls = IntStream.range(0, 16).mapToObj(i -> put).toList();
      for (Future<Boolean> done : threads.invokeAll(calls)) {
        assertThat(done.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(read(sha256, 0)).isEqualTo(content);
  }

  String put(byte[] content) throws IOException {
    String sha256 = Sha256.hex(content);
    store().put(sha256, file(content));
    return sha256;
  }

  byte[] read(String sha256, long offset) throws IOException {
    try (InputStream in = store().open(sha256, offset)) {
      return in.readAllBytes();
    }
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(Files.createTempFile(files, "content-", ""), content);
  }

  static byte[] random(int bytes) {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return content;
  }

  private static byte[] slice(byte[] content, int from) {
    return java.util.Arrays.copyOfRange(content, from, content.length);
  }
}
