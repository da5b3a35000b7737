package dev.galley.post.object;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.object.FolderStore;
import dev.galley.object.ObjectStore;
import dev.galley.object.Spool;
import dev.galley.object.Spooled;
import dev.galley.object.Stores;
import dev.galley.post.schedule.DueDocuments;
import dev.galley.post.store.MongoStore;
import dev.galley.web.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ObjectsTests {

  private static final Instant NOW = Instant.parse("2026-12-04T12:00:00Z");
  private static final String HASH = Sha256.hex("picture");

  @RegisterExtension static final MongoStore mongo = new MongoStore();

  @TempDir Path folder;

  private final Set<String> used = new HashSet<>();
  private Instant now = NOW;
  private ObjectStore store;
  private Objects objects;

  @BeforeEach
  void open() {
    store = new FolderStore(folder);
    objects =
        new Objects(
            mongo.database(),
            new Stores(store, null),
            new Spool(folder.resolve(".spool"), 1_000),
            used::contains,
            () -> now);
    objects.createIndexes();
  }

  private String read() throws IOException {
    try (Spooled content = objects.fetch(HASH, "picture".length())) {
      return Files.readString(content.path());
    }
  }

  @Test
  void keepsWhatSomethingPointsAt() throws IOException {
    keep();
    used.add(HASH);

    removeDueAfter(Duration.ofHours(2));

    assertThat(read()).isEqualTo("picture");
    assertThat(document()).doesNotContainKey("removalDue").containsEntry("bytes", 7L);
  }

  @Test
  void removesWhatWasKeptForNothing() throws IOException {
    keep();

    removeDueAfter(Duration.ofMinutes(59));
    assertThat(store.find(HASH)).isPresent();
    removeDueAfter(Duration.ofMinutes(2));
    assertThat(store.find(HASH)).isEmpty();
    assertThat(document()).isNull();
  }

  @Test
  void removesWhatIsReleasedByTheLastOne() throws IOException {
    keep();
    used.add(HASH);
    removeDueAfter(Duration.ofHours(2));

    objects.release(HASH);
    removeDueAfter(Duration.ofHours(2));
    assertThat(store.find(HASH)).isPresent();

    used.clear();
    objects.release(HASH);
    removeDueAfter(Duration.ofHours(2));
    assertThat(store.find(HASH)).isEmpty();
  }

  @Test
  void removesAnObjectOfAnEarlierBuild() throws IOException {
    try (Spooled spooled = spooled()) {
      store.put(spooled.sha256(), spooled.path());
    }

    objects.release(HASH);
    removeDueAfter(Duration.ofHours(2));

    assertThat(store.find(HASH)).isEmpty();
  }

  @Test
  void staysWhenItIsKeptAgainBeforeItsTime() throws IOException {
    keep();
    objects.release(HASH);
    now = now.plus(Duration.ofMinutes(50));

    keep();

    removeDueAfter(Duration.ofMinutes(50));
    assertThat(store.find(HASH)).isPresent();
  }

  @Test
  void keepsItAgainWhenARemovalDidNotEnd() throws IOException {
    keep();
    // An instance that was killed while it removed this.
    mongo
        .database()
        .getCollection("objects")
        .updateOne(
            eq("_id", HASH),
            new Document("$set", new Document("leaving", Date.from(now.plusSeconds(9)))));
    store.delete(HASH);
    now = now.plusSeconds(10);

    keep();

    assertThat(read()).isEqualTo("picture");
    assertThat(document()).doesNotContainKey("leaving");
  }

  private void keep() throws IOException {
    try (Spooled spooled = spooled()) {
      objects.keep(spooled);
    }
  }

  private Spooled spooled() throws IOException {
    return objects.spool(
        new ByteArrayInputStream("picture".getBytes(StandardCharsets.UTF_8)), 1_000);
  }

  private void removeDueAfter(Duration time) {
    now = now.plus(time);
    new DueDocuments(mongo.database().getCollection("objects"), "removalDue")
        .each(() -> now, objects::removeUnused);
  }

  private Document document() {
    return mongo.database().getCollection("objects").find(eq("_id", HASH)).first();
  }
}
