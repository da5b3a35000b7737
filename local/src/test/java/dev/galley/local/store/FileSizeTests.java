package dev.galley.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import dev.galley.local.store.file.StoreFile;
import dev.galley.local.store.file.StoreFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSizeTests {

  private static final int DOCUMENTS = 50;
  private static final int LEFT = 1;
  private static final int ROUNDS = 60;
  private static final int TEXT_CHARS = 30_000;
  private static final long WRITTEN_BYTES = (long) DOCUMENTS * ROUNDS * TEXT_CHARS;

  @TempDir Path folder;

  @Test
  void staysSmallWhileTheSameDocumentsAreWrittenOverAndOver() {
    // With a time, the size would depend on how much is written within it.
    StoreFile file = StoreFile.open(folder.resolve("galley.mv"), Duration.ZERO);
    try (EmbeddedStore store = new EmbeddedStore(file, Throwable::printStackTrace);
        MongoClient client = MongoClients.create(store.uri() + "/?retryWrites=false")) {
      insert(posts(client));

      writeOverAndOver(posts(client), 2 * ROUNDS);

      assertThat(store.fileBytes()).isLessThan(WRITTEN_BYTES / 4);
    }
  }

  @Test
  void isCompactedAtTheNextStartWhenMostOfItIsDead() {
    try (EmbeddedStore store = EmbeddedStore.open(folder, Throwable::printStackTrace);
        MongoClient client = MongoClients.create(store.uri() + "/?retryWrites=false")) {
      insert(posts(client));
      writeOverAndOver(posts(client), 1);
      posts(client).deleteMany(Filters.gt("_id", LEFT));
    }
    StoreFile before = StoreFile.open(folder.resolve("galley.mv"));
    long bytes = before.bytes();
    before.close();

    StoreFile after = new StoreFolder(folder, 1_000_000).open();

    assertThat(after.bytes()).isLessThan(bytes / 2);
    assertThat(folder.resolve("galley.mv.before-compaction")).exists();
    assertThat(new OpenMaps(after.store()).documents("size.posts").sizeAsLong())
        .isEqualTo(LEFT + 1);
    after.close();
  }

  @Test
  void doesNotHoldWhatWasDeletedAfterACompactionThatWasAskedFor() throws Exception {
    try (EmbeddedStore store = EmbeddedStore.open(folder, Throwable::printStackTrace);
        MongoClient client = MongoClients.create(store.uri() + "/?retryWrites=false")) {
      posts(client).insertOne(new Document("_id", 1).append("text", "an erased word"));
      posts(client).insertOne(new Document("_id", 2).append("text", "a kept word"));
      posts(client).deleteOne(Filters.eq(1));
    }

    EmbeddedStore.openCompacted(folder, Throwable::printStackTrace).close();

    assertThat(Files.readString(folder.resolve("galley.mv"), StandardCharsets.ISO_8859_1))
        .contains("a kept word")
        .doesNotContain("an erased word");
  }

  @Test
  void keepsNothingOfACompactionThatWasCutOff() throws Exception {
    Path cutOff = Files.writeString(folder.resolve("galley.mv.compacting"), "an erased word");

    EmbeddedStore.open(folder, Throwable::printStackTrace).close();

    assertThat(cutOff).doesNotExist();
  }

  private static void insert(MongoCollection<Document> posts) {
    for (int i = 0; i < DOCUMENTS; i++) {
      posts.insertOne(new Document("_id", i));
    }
  }

  private static void writeOverAndOver(MongoCollection<Document> posts, int rounds) {
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < DOCUMENTS; i++) {
        String text = (round + "-" + i + " ").repeat(TEXT_CHARS).substring(0, TEXT_CHARS);
        posts.updateOne(Filters.eq(i), Updates.set("text", text));
      }
    }
  }

  private static MongoCollection<Document> posts(MongoClient client) {
    return client.getDatabase("size").getCollection("posts");
  }
}
