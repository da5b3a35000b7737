package dev.galley.local.process;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the services ask of a store; see {@link Machinery} for which store it is. */
@NeedsMachinery(Machinery.GIVEN_STORE)
class StoreContractIntegrationTests {

  private static final int DUPLICATE_KEY = 11000;

  @TempDir private static Path folder;
  private static Machinery store;
  private static MongoClient client;
  private static MongoDatabase database;

  private MongoCollection<Document> posts;

  @BeforeAll
  static void connect() {
    store = Machinery.store(folder);
    client = MongoClients.create(store.address());
    database =
        client
            .getDatabase("galley_contract_" + UUID.randomUUID())
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
            .withReadConcern(ReadConcern.MAJORITY);
  }

  @AfterAll
  static void disconnect() {
    if (client != null) {
      database.drop();
      client.close();
    }
    if (store != null) {
      store.close();
    }
  }

  @BeforeEach
  void emptyCollection() {
    posts = database.getCollection("posts-" + UUID.randomUUID());
  }

  @Test
  void answersAPing() {
    assertThat(client.getDatabase("admin").runCommand(new Document("ping", 1)).get("ok"))
        .isEqualTo(1.0);
  }

  @Test
  void givesBackEveryTypeAsItWas() {
    Document document =
        new Document("_id", "p")
            .append("text", "größe 𝄞")
            .append("int", 7)
            .append("long", 1L << 60)
            .append("double", 0.5)
            .append("yes", true)
            .append("nothing", null)
            .append("at", Date.from(Instant.parse("2017-11-03T10:15:30.123Z")))
            .append("bytes", new Binary(new byte[] {1, 2, 3}))
            .append("list", List.of(1, "two", new Document("three", 3)));

    posts.insertOne(document);

    assertThat(posts.find(eq("p")).first()).isEqualTo(document);
  }

  @Test
  void refusesASecondDocumentWithAValueOfAUniqueList() {
    posts.createIndex(Indexes.ascending("slugs"), new IndexOptions().unique(true));
    posts.insertOne(new Document("_id", 1).append("slugs", List.of("a", "b")));

    assertDuplicate(
        () -> posts.insertOne(new Document("_id", 2).append("slugs", List.of("c", "b"))));
    posts.insertOne(new Document("_id", 3).append("slugs", List.of("c")));
    assertDuplicate(() -> posts.updateOne(eq(3), Updates.set("slugs", List.of("a"))));
    posts.updateOne(eq(1), Updates.set("slugs", List.of("d")));
    posts.updateOne(eq(3), Updates.set("slugs", List.of("a")));

    assertThat(posts.find(eq("slugs", "a")).first()).containsEntry("_id", 3);
    assertThat(posts.countDocuments()).isEqualTo(2);
  }

  @Test
  void leavesDocumentsWithoutTheFieldOutOfASparseUniqueIndex() {
    posts.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true).sparse(true));

    posts.insertOne(new Document("_id", 1));
    posts.insertOne(new Document("_id", 2));
    posts.insertOne(new Document("_id", 3).append("key", "k"));

    assertDuplicate(() -> posts.insertOne(new Document("_id", 4).append("key", "k")));
  }

  @Test
  void changesADocumentOnlyAtTheExpectedRevision() {
    posts.insertOne(new Document("_id", "p").append("revision", 1L));

    Document changed = publish(1L, "e1");
    Document stale = publish(1L, "e2");

    assertThat(changed.getLong("revision")).isEqualTo(2L);
    assertThat(changed.getList("outbox", Document.class)).extracting("id").containsExactly("e1");
    assertThat(stale).isNull();
  }

  @Test
  void letsOneOfManyWritersWin() throws Exception {
    posts.insertOne(new Document("_id", "p").append("revision", 1L));
    ExecutorService writers = Executors.newFixedThreadPool(8);

    List<Future<Boolean>> wins = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      String event = "e" + writer;
      wins.add(writers.submit(() -> publish(1L, event) != null));
    }
    int won = 0;
    for (Future<Boolean> win : wins) {
      won += win.get() ? 1 : 0;
    }
    writers.shutdown();

    assertThat(won).isEqualTo(1);
    assertThat(posts.find(eq("p")).first().getList("outbox", Document.class)).hasSize(1);
  }

  @Test
  void saysWhetherAnEventWasStillInTheOutbox() {
    posts.insertOne(new Document("_id", "p").append("revision", 1L));
    publish(1L, "e1");
    publish(2L, "e2");

    assertThat(pull("e1")).isEqualTo(1);
    assertThat(pull("e1")).isZero();
    assertThat(posts.find(exists("outbox.0")).first().getList("outbox", Document.class))
        .extracting("id")
        .containsExactly("e2");
  }

  @Test
  void insertsOrReplacesOnce() {
    ReplaceOptions upsert = new ReplaceOptions().upsert(true);

    posts.replaceOne(eq("p"), new Document("_id", "p").append("n", 1), upsert);
    posts.replaceOne(eq("p"), new Document("_id", "p").append("n", 2), upsert);

    assertThat(posts.find()).containsExactly(new Document("_id", "p").append("n", 2));
  }

  // A conditional upsert that does not match tries to insert, and finds the id taken.
  @Test
  void refusesAnUpsertThatIsNotNewer() {
    UpdateOptions upsert = new UpdateOptions().upsert(true);
    posts.updateOne(and(eq("p"), lt("revision", 5L)), Updates.set("revision", 5L), upsert);

    assertDuplicate(
        () ->
            posts.updateOne(and(eq("p"), lt("revision", 4L)), Updates.set("revision", 4L), upsert));

    assertThat(posts.find().first()).containsEntry("revision", 5L);
  }

  @Test
  void writesManyAtOnce() {
    posts.insertOne(new Document("_id", 1));

    var result =
        posts.bulkWrite(
            List.of(
                new InsertOneModel<>(new Document("_id", 2)),
                new ReplaceOneModel<>(eq(1), new Document("_id", 1).append("n", 1)),
                new DeleteOneModel<>(eq(2))));

    assertThat(result.getInsertedCount()).isEqualTo(1);
    assertThat(result.getDeletedCount()).isEqualTo(1);
    assertThat(posts.find()).containsExactly(new Document("_id", 1).append("n", 1));
  }

  @Test
  void pagesThroughTheNewest() {
    for (int i = 0; i < 10; i++) {
      posts.insertOne(new Document("_id", "p" + i).append("at", new Date(1000L * (i / 2))));
    }
    Date at = new Date(3000);

    List<Document> page =
        posts
            .find(and(lte("at", at), or(lt("at", at), and(eq("at", at), lt("_id", "p7")))))
            .sort(Sorts.descending("at", "_id"))
            .limit(3)
            .into(new ArrayList<>());

    assertThat(page).extracting("_id").containsExactly("p6", "p5", "p4");
  }

  @Test
  void findsByListPatternAndRange() {
    posts.insertOne(new Document("_id", "a").append("tags", List.of("java", "kafka")));
    posts.insertOne(new Document("_id", "b").append("tags", List.of("java")));
    posts.insertOne(new Document("_id", "c").append("tags", List.of()));

    assertThat(posts.find(eq("tags", "kafka"))).extracting("_id").containsExactly("a");
    assertThat(posts.find(in("_id", "b", "c")))
        .extracting("_id")
        .containsExactlyInAnyOrder("b", "c");
    assertThat(posts.find(gt("_id", "a")).sort(Sorts.ascending("_id")))
        .extracting("_id")
        .containsExactly("b", "c");
    assertThat(posts.find(regex("_id", "^[ab]$"))).hasSize(2);
    assertThat(posts.find(eq("a")).projection(Projections.exclude("tags")).first())
        .isEqualTo(new Document("_id", "a"));
  }

  @Test
  void takesADocumentOfMegabytes() {
    String body = "x".repeat(4 * 1024 * 1024);

    posts.insertOne(new Document("_id", "p").append("body", body));

    assertThat(posts.find(eq("p")).first()).containsEntry("body", body);
  }

  @Test
  void countsAboutHowManyThereAre() {
    posts.insertMany(List.of(new Document("_id", 1), new Document("_id", 2)));

    assertThat(posts.estimatedDocumentCount()).isEqualTo(2);
  }

  private Document publish(long revision, String event) {
    return posts.findOneAndUpdate(
        and(eq("p"), eq("revision", revision)),
        Updates.combine(
            Updates.inc("revision", 1L), Updates.push("outbox", new Document("id", event))),
        new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
  }

  private long pull(String event) {
    return posts
        .updateOne(eq("p"), Updates.pull("outbox", new Document("id", event)))
        .getModifiedCount();
  }

  private static void assertDuplicate(Runnable write) {
    assertThatExceptionOfType(MongoWriteException.class)
        .isThrownBy(write::run)
        .satisfies(refused -> assertThat(refused.getCode()).isEqualTo(DUPLICATE_KEY));
  }
}
