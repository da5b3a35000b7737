package dev.galley.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.web.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailoverStoreTests extends ObjectStoreContract {

  @TempDir Path folders;

  private FolderStore first;
  private FolderStore second;
  private Broken breaking;
  private Instant now = Instant.parse("2026-12-04T12:00:00Z");
  private FailoverStore store;

  @BeforeEach
  void open() {
    first = new FolderStore(folders.resolve("first"));
    second = new FolderStore(folders.resolve("second"));
    breaking = new Broken(first);
    store = new FailoverStore(breaking, second, () -> now);
  }

  @Override
  ObjectStore store() {
    return store;
  }

  @Override
  void tamper(String sha256, byte[] bytes) throws IOException {
    Files.write(first.file(sha256), bytes);
  }

  @Test
  void readsFromTheSecondWhatTheFirstHasNot() throws IOException {
    String sha256 = put("only there", second);

    assertThat(store.open(sha256, 0)).hasContent("only there");
    assertThat(store.find(sha256)).isPresent();
    assertThat(breaking.asked).isEqualTo(2);
  }

  @Test
  void writesToTheFirstOnly() throws IOException {
    String sha256 = put("new", store);

    assertThat(first.find(sha256)).isPresent();
    assertThat(second.find(sha256)).isEmpty();
  }

  @Test
  void readsFromTheSecondWhileTheFirstIsAwayWithoutAskingItAllTheTime() throws IOException {
    String sha256 = put("on both", first);
    put("on both", second);
    breaking.away = true;

    for (int i = 0; i < 10; i++) {
      assertThat(store.open(sha256, 0)).hasContent("on both");
    }
    assertThat(breaking.asked).isOne();
    assertThat(store.list(null, 10)).hasSize(1);

    breaking.away = false;
    now = now.plus(FailoverStore.PAUSE);
    assertThat(store.open(sha256, 0)).hasContent("on both");
    assertThat(breaking.asked).isEqualTo(2);
  }

  @Test
  void doesNotSayThatSomethingIsMissingWhichTheFirstMayHave() throws IOException {
    String sha256 = put("only in the first", first);
    breaking.away = true;

    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> store.open(sha256, 0))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(NoSuchObject.class);
      assertThatThrownBy(() -> store.find(sha256)).isInstanceOf(IOException.class);
    }

    breaking.away = false;
    assertThat(store.open(sha256, 0)).hasContent("only in the first");
  }

  @Test
  void fetchesFromTheSecondWhatTheFirstHasWrong() throws IOException {
    String sha256 = put("right", first);
    put("right", second);
    tamper(sha256, random(5));
    Path file = files.resolve("fetched");

    store.fetch(sha256, file);

    assertThat(file).hasContent("right");
  }

  private String put(String text, ObjectStore into) throws IOException {
    Path file = Files.writeString(files.resolve("text"), text);
    into.put(Sha256.hex(text), file);
    return Sha256.hex(text);
  }

  /** A store that can be away. */
  private static final class Broken implements ObjectStore {

    private final ObjectStore store;
    private boolean away;
    private int asked;

    Broken(ObjectStore store) {
      this.store = store;
    }

    private ObjectStore store() throws IOException {
      asked++;
      if (away) {
        throw new IOException("away");
      }
      return store;
    }

    @Override
    public void put(String sha256, Path content) throws IOException {
      store().put(sha256, content);
    }

    @Override
    public Optional<ObjectInfo> find(String sha256) throws IOException {
      return store().find(sha256);
    }

    @Override
    public InputStream open(String sha256, long offset) throws IOException {
      return store().open(sha256, offset);
    }

    @Override
    public void delete(String sha256) throws IOException {
      store().delete(sha256);
    }

    @Override
    public List<ObjectInfo> list(@Nullable String after, int limit) throws IOException {
      return store().list(after, limit);
    }
  }
}
