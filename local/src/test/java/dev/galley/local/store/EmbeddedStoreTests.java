package dev.galley.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import de.bwaldvogel.mongo.backend.IndexKey;
import dev.galley.local.store.file.StoreUnusable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.Binary;
import org.bson.types.ObjectId;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class EmbeddedStoreTests {

  @TempDir Path folder;

  @Test
  void keepsDocumentsOfEveryTypeAcrossARestart() {
    Document document =
        new Document("_id", "p1")
            .append("text", "größe 𝄞")
            .append("whole", 7)
            .append("long", 1L << 60)
            .append("double", 0.5)
            .append("yes", true)
            .append("nothing", null)
            .append("at", java.util.Date.from(Instant.parse("2017-11-03T10:15:30.123Z")))
            .append("id", new ObjectId("5f0c0c0c0c0c0c0c0c0c0c0c"))
            .append("bytes", new Binary(new byte[] {1, 2, 3}))
            .append("nested", new Document("list", List.of(1, "two", new Document("three", 3))));

    try (EmbeddedStore store = open();
        MongoClient client = connect(store)) {
      posts(client).insertOne(document);
    }

    try (EmbeddedStore store = open();
        MongoClient client = connect(store)) {
      assertThat(posts(client).find().into(new java.util.ArrayList<>())).containsExactly(document);
    }
  }

  @Test
  void keepsIndexesAndTheirConstraintsAcrossARestart() {
    try (EmbeddedStore store = open();
        MongoClient client = connect(store)) {
      posts(client).createIndex(Indexes.ascending("slugs"), new IndexOptions().unique(true));
      posts(client).insertOne(new Document("_id", 1).append("slugs", List.of("a", "b")));
    }

    try (EmbeddedStore store = open();
        MongoClient client = connect(store)) {
      assertThatThrownBy(
              () ->
                  posts(client)
                      .insertOne(new Document("_id", 2).append("slugs", List.of("c", "b"))))
          .hasMessageContaining("duplicate key");
      posts(client).updateOne(Filters.eq(1), Updates.set("slugs", List.of("d")));
      posts(client).insertOne(new Document("_id", 2).append("slugs", List.of("a", "b")));
      assertThat(posts(client).find(Filters.eq("slugs", "d")).first()).containsEntry("_id", 1);
    }
  }

  @Test
  void countsDocuments() {
    try (EmbeddedStore store = open();
        MongoClient client = connect(store)) {
      for (int id = 0; id < 3; id++) {
        posts(client).insertOne(new Document("_id", id).append("even", id % 2 == 0));
      }

      assertThat(posts(client).countDocuments(Filters.eq("even", true))).isEqualTo(2);
      assertThat(posts(client).countDocuments(Filters.eq("even", "no"))).isZero();
      assertThat(posts(client).countDocuments()).isEqualTo(3);
      assertThat(posts(client).estimatedDocumentCount()).isEqualTo(3);
      assertThat(client.getDatabase("none").getCollection("none").countDocuments()).isZero();
    }
  }

  @Test
  void sparseUniqueIndexesLeaveOutDocumentsWithoutTheField() {
    try (EmbeddedStore store = open();
        MongoClient client = connect(store)) {
      posts(client)
          .createIndex(Indexes.ascending("key"), new IndexOptions().unique(true).sparse(true));
      posts(client).insertMany(List.of(new Document("_id", 1), new Document("_id", 2)));
      posts(client).updateOne(Filters.eq(1), Updates.set("key", "x"));

      assertThatThrownBy(() -> posts(client).updateOne(Filters.eq(2), Updates.set("key", "x")))
          .hasMessageContaining("duplicate key");
      posts(client).updateOne(Filters.eq(1), Updates.unset("key"));
      posts(client).updateOne(Filters.eq(2), Updates.set("key", "x"));
      assertThat(posts(client).find(Filters.exists("key")).first()).containsEntry("_id", 2);
    }
  }

  @Test
  void aRefusedDuplicateIsNoErrorInTheLog() {
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    Logger library = (Logger) LoggerFactory.getLogger("de.bwaldvogel.mongo");
    logged.start();
    library.addAppender(logged);
    try (EmbeddedStore store = open();
        MongoClient client = connect(store)) {
      posts(client).createIndex(Indexes.ascending("slugs"), new IndexOptions().unique(true));
      posts(client).insertOne(new Document("_id", 1).append("slugs", List.of("a")));
      posts(client).insertOne(new Document("_id", 2).append("slugs", List.of("b")));

      assertThatThrownBy(
              () ->
                  posts(client).findOneAndUpdate(Filters.eq(2), Updates.set("slugs", List.of("a"))))
          .isInstanceOfSatisfying(
              MongoCommandException.class,
              refused -> assertThat(refused.getErrorCode()).isEqualTo(11000))
          .hasMessageContaining("duplicate key");
      assertThat(posts(client).countDocuments(Filters.eq("slugs", "b"))).isEqualTo(1);
      assertThat(logged.list).isEmpty();
    } finally {
      library.detachAppender(logged);
    }
  }

  @Test
  void refusesASecondOwnerOfTheSameFile() {
    try (EmbeddedStore store = open()) {
      assertThat(store.fileBytes()).isPositive();

      assertThatThrownBy(this::open)
          .isInstanceOf(StoreUnusable.class)
          .hasMessageContaining("in use by another process");
    }
  }

  @Test
  void makesItsFolderPrivate() throws Exception {
    try (EmbeddedStore store = open()) {
      assertThat(store.uri()).startsWith("mongodb://127.0.0.1:");
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("store"))))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void failedIndexBuildLeavesNothingBehind() {
    try (EmbeddedStore store = open();
        MongoClient client = connect(store)) {
      posts(client).insertMany(List.of(new Document("k", 1), new Document("k", 1)));
      assertThatThrownBy(
              () ->
                  posts(client)
                      .createIndex(Indexes.ascending("k"), new IndexOptions().unique(true)))
          .hasMessageContaining("duplicate key");

      posts(client).createIndex(Indexes.ascending("k"));

      assertThat(posts(client).countDocuments(Filters.eq("k", 1))).isEqualTo(2);
    }
  }

  /** Else all documents would be read twice at each start, for each index that has no entry. */
  @Test
  void anIndexWithoutEntriesIsBuiltOnce() {
    try (MVStore file = MVStore.open(null)) {
      OpenMaps maps = new OpenMaps(file);
      List<IndexKey> keys = List.of(new IndexKey("marks", true));

      OrderedIndex first = new OrderedIndex("posts", "marks_1", keys, true, false, maps);
      OrderedIndex second = new OrderedIndex("posts", "marks_1", keys, true, false, maps);

      assertThat(first.isEmpty()).isTrue();
      assertThat(second.isEmpty()).isFalse();
    }
  }

  @Test
  void uuidKeysAreFoundAndOrdered() {
    try (EmbeddedStore store = open();
        MongoClient client = connect(store)) {
      List<String> ids =
          java.util.stream.Stream.generate(UUID::randomUUID)
              .limit(200)
              .map(UUID::toString)
              .toList();
      ids.forEach(id -> posts(client).insertOne(new Document("_id", id)));

      assertThat(
              posts(client).find().map(d -> d.getString("_id")).into(new java.util.ArrayList<>()))
          .containsExactlyElementsOf(ids.stream().sorted().toList());
    }
  }

  private EmbeddedStore open() {
    return EmbeddedStore.open(
        folder.resolve("store"),
        failure -> {
          throw new AssertionError(failure);
        });
  }

  private static MongoClient connect(EmbeddedStore store) {
    return MongoClients.create(store.uri() + "/?retryWrites=false");
  }

  private static MongoCollection<Document> posts(MongoClient client) {
    return client.getDatabase("galley_posts").getCollection("posts");
  }
}
