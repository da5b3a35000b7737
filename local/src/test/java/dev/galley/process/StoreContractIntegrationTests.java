package dev.galley.process;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static com.mongodb.client.model.Projections.exclude;
import static com.mongodb.client.model.Projections.include;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.ConnectionString;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoServerException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every form of a command that the services send to their store, with the documents that they have;
 * see {@link Machinery} for which store it is. A server on which one of these fails cannot serve
 * Galley.
 */
@NeedsMachinery(Machinery.GIVEN_STORE)
class StoreContractIntegrationTests {

  private static final int DUPLICATE_KEY = 11000;

  @TempDir private static Path folder;
  private static Machinery store;
  private static MongoClient client;
  private static MongoDatabase database;

  private MongoCollection<Document> posts;

  /** With what post-service asks for: acknowledged on disk, and no call without an end. */
  @BeforeAll
  static void connect() {
    store = Machinery.store(folder);
    client =
        MongoClients.create(
            MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(store.address()))
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .readConcern(ReadConcern.MAJORITY)
                .readPreference(ReadPreference.primary())
                .retryWrites(true)
                .timeout(1, TimeUnit.MINUTES)
                .build());
    database = client.getDatabase("galley_contract_" + UUID.randomUUID());
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
    assertThat(
            client
                .withTimeout(10, TimeUnit.SECONDS)
                .getDatabase("admin")
                .runCommand(new Document("ping", 1))
                .get("ok"))
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
  void takesADocumentOfMegabytes() {
    String body = "x".repeat(4 * 1024 * 1024);

    posts.insertOne(new Document("_id", "p").append("body", body));

    assertThat(posts.find(eq("p")).first()).containsEntry("body", body);
  }

  /** What is unique stays so, whichever command tries to make it twice. */
  @Nested
  class UniqueValues {

    @BeforeEach
    void createIndexes() {
      posts.createIndex(Indexes.ascending("slugs"), new IndexOptions().unique(true));
      posts.createIndex(Indexes.ascending("key"), new IndexOptions().unique(true).sparse(true));
    }

    @Test
    void refusesASecondDocumentWithAValueOfAUniqueList() {
      posts.insertOne(new Document("_id", 1).append("slugs", List.of("a", "b")));

      assertDuplicate(
          () -> posts.insertOne(new Document("_id", 2).append("slugs", List.of("c", "b"))));
      posts.insertOne(new Document("_id", 3).append("slugs", List.of("c")));
      assertDuplicate(() -> posts.updateOne(eq(3), Updates.set("slugs", List.of("a"))));
      assertDuplicate(() -> posts.updateOne(eq(3), Updates.push("slugs", "a")));
      posts.updateOne(eq(1), Updates.set("slugs", List.of("d")));
      posts.updateOne(eq(3), Updates.set("slugs", List.of("a")));

      assertThat(posts.find(eq("slugs", "a")).first()).containsEntry("_id", 3);
      assertThat(posts.countDocuments()).isEqualTo(2);
    }

    @Test
    void storesOfManyWhatIsNotTakenAndSaysWhatIs() {
      posts.insertOne(new Document("_id", 1).append("slugs", List.of("a")));

      MongoBulkWriteException refused =
          catchThrowableOfType(
              MongoBulkWriteException.class,
              () ->
                  posts.insertMany(
                      List.of(
                          new Document("_id", 2).append("slugs", List.of("b")),
                          new Document("_id", 3).append("slugs", List.of("a")),
                          new Document("_id", 4).append("slugs", List.of("b")),
                          new Document("_id", 5).append("slugs", List.of("c"))),
                      new InsertManyOptions().ordered(false)));

      assertThat(refused.getWriteErrors())
          .extracting(BulkWriteError::getIndex, BulkWriteError::getCode)
          .containsExactly(tuple(1, DUPLICATE_KEY), tuple(2, DUPLICATE_KEY));
      assertThat(posts.find().map(found -> found.get("_id")).into(new ArrayList<Object>()))
          .containsExactlyInAnyOrder(1, 2, 5);
    }

    @Test
    void takesTheSameValueTwiceWithinOneList() {
      posts.insertOne(new Document("_id", 1).append("slugs", List.of("a", "a")));

      assertDuplicate(() -> posts.insertOne(new Document("_id", 2).append("slugs", List.of("a"))));
    }

    @Test
    void refusesAReplacementAndAChangeThatTakeAValue() {
      posts.insertOne(new Document("_id", 1).append("slugs", List.of("a")));
      posts.insertOne(new Document("_id", 2).append("slugs", List.of("b")).append("version", 1L));

      assertDuplicate(
          () ->
              posts.replaceOne(
                  and(eq(2), eq("version", 1L)),
                  new Document("_id", 2).append("slugs", List.of("b", "a"))));
      assertDuplicate(
          () ->
              posts.findOneAndUpdate(
                  and(eq(2), eq("version", 1L)),
                  Updates.combine(
                      Updates.set("slugs", List.of("a", "b")), Updates.inc("version", 1L))));

      assertThat(posts.find(eq(2)).first())
          .isEqualTo(new Document("_id", 2).append("slugs", List.of("b")).append("version", 1L));
    }

    @Test
    void aValueThatWasPulledIsFree() {
      posts.insertOne(new Document("_id", 1).append("slugs", List.of("a", "b")));
      posts.insertOne(new Document("_id", 2).append("slugs", List.of("c")));

      posts.updateOne(eq(1), Updates.pull("slugs", "b"));
      posts.updateOne(eq(2), Updates.addToSet("slugs", "b"));

      assertThat(posts.find(eq("slugs", "b")).first()).containsEntry("_id", 2);
    }

    @Test
    void leavesDocumentsWithoutTheFieldOutOfASparseIndex() {
      posts.insertOne(new Document("_id", 1).append("slugs", List.of("a")));
      posts.insertOne(new Document("_id", 2).append("slugs", List.of("b")));
      posts.insertOne(new Document("_id", 3).append("slugs", List.of("c")).append("key", "k"));

      assertDuplicate(
          () ->
              posts.insertOne(
                  new Document("_id", 4).append("slugs", List.of("d")).append("key", "k")));
      posts.updateOne(eq(3), Updates.unset("key"));
      posts.insertOne(new Document("_id", 4).append("slugs", List.of("d")).append("key", "k"));
    }

    @Test
    void namesTheFieldThatIsTaken() {
      posts.insertOne(new Document("_id", 1).append("slugs", List.of("a")).append("key", "k"));

      assertThatExceptionOfType(MongoServerException.class)
          .isThrownBy(
              () ->
                  posts.insertOne(
                      new Document("_id", 2).append("slugs", List.of("b")).append("key", "k")))
          .withMessageContaining("key");
    }

    @Test
    void isThereOnceHoweverOftenItIsAskedFor() {
      createIndexes();

      List<Document> indexes = posts.listIndexes().into(new ArrayList<>());

      assertThat(indexes)
          .hasSize(3)
          .filteredOn(index -> Boolean.TRUE.equals(index.getBoolean("unique")))
          .extracting(index -> index.get("key", Document.class).keySet().iterator().next())
          .contains("slugs", "key");
    }
  }

  /** One command that looks, changes and answers. */
  @Nested
  class Changing {

    @Test
    void refusesWhatBecomesTooLargeAndKeepsWhatWas() {
      String half = "x".repeat(9 * 1024 * 1024);
      posts.insertOne(new Document("_id", "p").append("slugs", List.of("a")).append("one", half));

      MongoServerException refusal =
          catchThrowableOfType(
              MongoServerException.class,
              () ->
                  posts.updateOne(
                      eq("_id", "p"),
                      Updates.combine(
                          Updates.set("other", half), Updates.set("slugs", List.of("b")))));

      assertThat(refusal.getCode()).isIn(17_419, 10_334);
      assertThat(posts.find(eq("slugs", "b")).first()).isNull();
      assertThat(posts.find(eq("slugs", "a")).first()).doesNotContainKey("other");
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
    void answersWithNothingButWhatIsAskedFor() {
      posts.insertOne(
          new Document("_id", "p")
              .append("revision", 1L)
              .append("body", "text")
              .append("outbox", List.of(new Document("size", 3).append("event", "e"))));

      Document after =
          posts.findOneAndUpdate(
              and(eq("p"), eq("revision", 1L)),
              new Document("$set", new Document("revision", 2L).append("working.body", "new"))
                  .append("$unset", new Document("body", ""))
                  .append("$push", new Document("outbox", new Document("size", 5))),
              new FindOneAndUpdateOptions()
                  .returnDocument(ReturnDocument.AFTER)
                  .projection(include("revision", "outbox.size")));
      Document before =
          posts.findOneAndUpdate(
              eq("p"),
              Updates.inc("revision", 1L),
              new FindOneAndUpdateOptions()
                  .returnDocument(ReturnDocument.BEFORE)
                  .projection(exclude("outbox", "working")));

      assertThat(after)
          .isEqualTo(
              new Document("_id", "p")
                  .append("outbox", List.of(new Document("size", 3), new Document("size", 5)))
                  .append("revision", 2L));
      assertThat(before).isEqualTo(new Document("_id", "p").append("revision", 2L));
      assertThat(posts.find(eq("p")).first().getEmbedded(List.of("working", "body"), String.class))
          .isEqualTo("new");
    }

    @Test
    void claimsTheFirstOfAChannelThatIsDue() {
      posts.createIndex(
          Indexes.ascending("next.channel", "next.at"), new IndexOptions().sparse(true));
      Date now = new Date(100);
      waiting("done", null, null);
      waiting("later", "webhook", new Date(101));
      waiting("of-another", "email", new Date(10));
      waiting("of-a-busy-one", "webhook", new Date(20));
      posts.updateOne(eq("of-a-busy-one"), Updates.set("recipientId", "busy"));
      waiting("late", "webhook", new Date(50));
      waiting("left", "webhook", new Date(40));
      posts.updateOne(eq("left"), Updates.set("begun", true));

      assertThat(claim(now))
          .containsEntry("_id", "left")
          .containsEntry("begun", true)
          .containsEntry("version", 1L);
      assertThat(claim(now)).containsEntry("_id", "late").doesNotContainKey("begun");
      assertThat(claim(now)).isNull();
      Document late = posts.find(eq("late")).first();
      assertThat(late).containsEntry("version", 2L).containsEntry("begun", true);
      assertThat(late.getEmbedded(List.of("next", "at"), Date.class)).isEqualTo(new Date(200));
    }

    private void waiting(String id, String channel, Date at) {
      Document document = new Document("_id", id).append("version", 1L).append("recipientId", "w");
      if (at != null) {
        document.append("next", new Document("channel", channel).append("at", at));
      }
      posts.insertOne(document);
    }

    private Document claim(Date now) {
      return posts.findOneAndUpdate(
          and(eq("next.channel", "webhook"), lte("next.at", now), nin("recipientId", "busy")),
          Updates.combine(
              Updates.set("next.at", new Date(200)),
              Updates.set("begun", true),
              Updates.inc("version", 1L)),
          new FindOneAndUpdateOptions()
              .sort(Sorts.ascending("next.at"))
              .returnDocument(ReturnDocument.BEFORE));
    }

    @Test
    void bringsATimeForwardAndCountsWhereNothingWas() {
      posts.insertMany(
          List.of(
              new Document("_id", "none"),
              new Document("_id", "later").append("due", new Date(90)),
              new Document("_id", "sooner").append("due", new Date(10))));

      posts.updateMany(
          new Document(),
          Updates.combine(
              Updates.min("due", new Date(50)), Updates.inc("channels.email.delivered", 3L)));

      assertThat(posts.find().sort(Sorts.ascending("_id")))
          .extracting(found -> found.getDate("due"))
          .containsExactly(new Date(50), new Date(50), new Date(10));
      assertThat(posts.find(eq("none")).first())
          .containsEntry("channels", new Document("email", new Document("delivered", 3L)));
    }

    // What an earlier release wrote has none.
    @Test
    void countsAMissingVersionAsNone() {
      posts.insertOne(new Document("_id", "old"));
      posts.insertOne(new Document("_id", "new").append("version", 0L));
      posts.insertOne(new Document("_id", "changed").append("version", 1L));

      assertThat(posts.find(in("version", Arrays.asList(0L, null))))
          .extracting("_id")
          .containsExactlyInAnyOrder("old", "new");
      assertThat(
              posts
                  .updateOne(
                      and(eq("old"), in("version", Arrays.asList(0L, null))),
                      Updates.combine(Updates.inc("version", 1L), Updates.unset("due")))
                  .getMatchedCount())
          .isEqualTo(1);
      assertThat(posts.find(eq("version", 1L))).hasSize(2);
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

    /** Each adds its word to what it read: one that read half of a change loses another's word. */
    @Test
    void losesNothingOfManyWhoReadAndReplaceUnlessSomebodyElseDid() throws Exception {
      posts.insertOne(new Document("_id", "p").append("words", List.of()).append("version", 0));
      ExecutorService writers = Executors.newFixedThreadPool(8);

      List<Future<?>> written = new ArrayList<>();
      List<Integer> words = IntStream.range(0, 160).boxed().toList();
      words.forEach(word -> written.add(writers.submit(() -> addUnlessReplaced(word))));
      for (Future<?> one : written) {
        one.get();
      }
      writers.shutdown();

      assertThat(posts.find(eq("p")).first().getList("words", Integer.class))
          .containsExactlyInAnyOrderElementsOf(words);
    }

    private void addUnlessReplaced(int word) {
      boolean replaced = false;
      while (!replaced) {
        Document read = posts.find(eq("p")).first();
        List<Integer> words = new ArrayList<>(read.getList("words", Integer.class));
        words.add(word);
        Document next =
            new Document("_id", "p")
                .append("words", words)
                .append("version", read.getInteger("version") + 1);
        Bson unchanged = and(eq("p"), eq("version", read.getInteger("version")));
        replaced = posts.replaceOne(unchanged, next).getMatchedCount() == 1;
      }
    }

    @Test
    void writesWhereNobodyWroteInBetween() {
      posts.insertOne(new Document("_id", "p").append("version", 1L));
      Bson unchanged = and(eq("p"), eq("version", 1L));

      assertThat(
              posts
                  .replaceOne(unchanged, new Document("_id", "p").append("version", 2L))
                  .getMatchedCount())
          .isEqualTo(1);
      assertThat(
              posts
                  .replaceOne(unchanged, new Document("_id", "p").append("version", 3L))
                  .getMatchedCount())
          .isZero();
      assertThat(posts.updateOne(unchanged, Updates.set("owner", "somebody")).getMatchedCount())
          .isZero();
      assertThat(posts.find()).containsExactly(new Document("_id", "p").append("version", 2L));
    }

    @Test
    void tellsAChangeFromARepetition() {
      posts.insertOne(new Document("_id", "p").append("owner", "a"));

      assertThat(posts.updateOne(eq("p"), Updates.set("owner", "b")).getModifiedCount())
          .isEqualTo(1);
      var again = posts.updateOne(eq("p"), Updates.set("owner", "b"));

      assertThat(again.getMatchedCount()).isEqualTo(1);
      assertThat(again.getModifiedCount()).isZero();
    }

    private Document publish(long revision, String event) {
      return posts.findOneAndUpdate(
          and(eq("p"), eq("revision", revision)),
          Updates.combine(
              Updates.inc("revision", 1L), Updates.push("outbox", new Document("id", event))),
          new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
    }
  }

  /** Sets and queues within a document. */
  @Nested
  class Lists {

    @Test
    void takesOneMarkOutOfASetAndSaysWhatIsCurrent() {
      posts.insertOne(new Document("_id", "p").append("event", new Document("revision", 3L)));
      for (long revision : new long[] {2, 3, 3}) {
        posts.updateOne(eq("p"), Updates.addToSet("marks", revision));
      }

      Document settled =
          posts.findOneAndUpdate(
              and(eq("p"), eq("marks", 2L)),
              Updates.pull("marks", 2L),
              new FindOneAndUpdateOptions()
                  .returnDocument(ReturnDocument.AFTER)
                  .projection(include("event.revision", "marks")));

      assertThat(settled.getList("marks", Long.class)).containsExactly(3L);
      assertThat(settled.getEmbedded(List.of("event", "revision"), Long.class)).isEqualTo(3L);
    }

    @Test
    void addsSeveralToASetOnce() {
      posts.insertOne(new Document("_id", "p").append("marks", List.of(1L)));

      posts.updateOne(eq("p"), Updates.addEachToSet("marks", List.of(1L, 2L, 2L)));

      assertThat(posts.find(eq("p")).first().getList("marks", Long.class)).containsExactly(1L, 2L);
    }

    @Test
    void saysWhetherAnElementWasStillThere() {
      queue("e1", "e2");

      assertThat(pull(new Document("id", "e1"))).isEqualTo(1);
      assertThat(pull(new Document("id", "e1"))).isZero();
      assertThat(queued()).containsExactly("e2");
    }

    // Elements have more fields than the condition names.
    @Test
    void pullsTheElementsThatMeetACondition() {
      queue("e1", "e2", "e3", "e4", "e5");

      pull(eq("id", "e1"));
      pull(in("n", List.of(2L, 3L)));
      pull(new Document("n", new Document("$lt", 5L)));

      assertThat(queued()).containsExactly("e5");
    }

    @Test
    void findsDocumentsThatHaveSomethingWaiting() {
      posts.createIndex(Indexes.ascending("outbox.id"), new IndexOptions().sparse(true));
      posts.createIndex(Indexes.ascending("marks"), new IndexOptions().sparse(true));
      queue("e1");
      posts.insertOne(new Document("_id", "empty").append("outbox", List.of()));
      posts.insertOne(new Document("_id", "none"));
      posts.insertOne(new Document("_id", "marked").append("marks", List.of(7L)));

      assertThat(posts.find(exists("outbox.id")).projection(include("outbox.id")).limit(10))
          .containsExactly(
              new Document("_id", "p").append("outbox", List.of(new Document("id", "e1"))));
      assertThat(posts.find(exists("outbox.0"))).extracting("_id").containsExactly("p");
      assertThat(posts.find(exists("marks.0"))).extracting("_id").containsExactly("marked");
      assertThat(posts.find(gt("marks", 0L))).extracting("_id").containsExactly("marked");
    }

    private void queue(String... events) {
      posts.insertOne(
          new Document("_id", "p")
              .append(
                  "outbox",
                  IntStream.range(0, events.length)
                      .mapToObj(i -> new Document("id", events[i]).append("n", i + 1L))
                      .toList()));
    }

    private long pull(Bson condition) {
      return posts.updateOne(eq("p"), Updates.pull("outbox", condition)).getModifiedCount();
    }

    private List<String> queued() {
      return posts.find(eq("p")).first().getList("outbox", Document.class).stream()
          .map(entry -> entry.getString("id"))
          .toList();
    }
  }

  /** Written whether or not it was there. */
  @Nested
  class Upserts {

    private final UpdateOptions upsert = new UpdateOptions().upsert(true);

    @Test
    void insertsOrReplacesOnce() {
      ReplaceOptions replacing = new ReplaceOptions().upsert(true);

      posts.replaceOne(eq("p"), new Document("_id", "p").append("n", 1), replacing);
      posts.replaceOne(eq("p"), new Document("_id", "p").append("n", 2), replacing);

      assertThat(posts.find()).containsExactly(new Document("_id", "p").append("n", 2));
    }

    // A conditional upsert that does not match tries to insert, and finds the id taken.
    @Test
    void refusesOneThatIsNotNewer() {
      posts.updateOne(and(eq("p"), lt("revision", 5L)), Updates.set("revision", 5L), upsert);

      assertDuplicate(
          () ->
              posts.updateOne(
                  and(eq("p"), lt("revision", 4L)), Updates.set("revision", 4L), upsert));

      assertThat(posts.find().first()).containsEntry("revision", 5L);
    }

    @Test
    void setsOneFieldOfAnInnerDocumentAndLeavesTheOthers() {
      posts.updateOne(eq("p:1"), Updates.set("steps.page", new Document("n", 1)), upsert);
      posts.updateOne(eq("p:1"), Updates.set("steps.feed-x_1", new Document("n", 2)), upsert);

      assertThat(posts.find().first())
          .isEqualTo(
              new Document("_id", "p:1")
                  .append(
                      "steps",
                      new Document("page", new Document("n", 1))
                          .append("feed-x_1", new Document("n", 2))));
    }

    @Test
    void setsSomeFieldsOnlyWhenItInserts() {
      Bson change =
          Updates.combine(Updates.setOnInsert("createdAt", new Date(1)), Updates.inc("seen", 1));

      var first = posts.updateOne(eq("p"), change, upsert);
      posts.updateOne(
          eq("p"),
          Updates.combine(Updates.setOnInsert("createdAt", new Date(2)), Updates.inc("seen", 1)),
          upsert);

      assertThat(first.getUpsertedId()).isNotNull();
      assertThat(posts.find().first())
          .isEqualTo(new Document("_id", "p").append("createdAt", new Date(1)).append("seen", 2));
    }

    @Test
    void answersWithWhatItInserted() {
      Document inserted =
          posts.findOneAndUpdate(
              eq("p"),
              Updates.combine(Updates.setOnInsert("first", true), Updates.set("n", 1)),
              new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));

      assertThat(inserted).isEqualTo(new Document("_id", "p").append("first", true).append("n", 1));
    }
  }

  /** Many changes in one command. */
  @Nested
  class Bulks {

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
    void upsertsManyAtOnce() {
      UpdateOptions upsert = new UpdateOptions().upsert(true);

      posts.bulkWrite(
          List.of(
              new UpdateOneModel<>(eq("p:1"), Updates.set("steps.page", 1), upsert),
              new UpdateOneModel<>(eq("p:1"), Updates.set("steps.feed", 2), upsert),
              new UpdateOneModel<>(eq("p:2"), Updates.set("steps.page", 3), upsert)));

      assertThat(posts.find(eq("p:1")).first().get("steps"))
          .isEqualTo(new Document("page", 1).append("feed", 2));
      assertThat(posts.countDocuments()).isEqualTo(2);
    }

    @Test
    void saysHowManyOfManyChangesFoundSomething() {
      posts.insertOne(new Document("_id", "p").append("marks", List.of(1L, 2L)));

      var result =
          posts.bulkWrite(
              List.of(
                  new UpdateOneModel<>(eq("p"), Updates.pull("marks", 1L)),
                  new UpdateOneModel<>(eq("p"), Updates.pull("marks", 9L)),
                  new UpdateOneModel<>(eq("q"), Updates.pull("marks", 2L))),
              new BulkWriteOptions().ordered(false));

      assertThat(result.getModifiedCount()).isEqualTo(1);
      assertThat(posts.find().first().getList("marks", Long.class)).containsExactly(2L);
    }

    @Test
    void goesOnBehindWhatIsThereAlready() {
      posts.insertOne(new Document("_id", 2));

      assertThatExceptionOfType(MongoBulkWriteException.class)
          .isThrownBy(
              () ->
                  posts.insertMany(
                      List.of(
                          new Document("_id", 1), new Document("_id", 2), new Document("_id", 3)),
                      new InsertManyOptions().ordered(false)))
          .satisfies(
              refused ->
                  assertThat(refused.getWriteErrors())
                      .singleElement()
                      .satisfies(error -> assertThat(error.getCode()).isEqualTo(DUPLICATE_KEY))
                      .satisfies(error -> assertThat(error.getIndex()).isEqualTo(1)));

      assertThat(posts.countDocuments()).isEqualTo(3);
    }

    @Test
    void changesAllThatMatch() {
      posts.insertOne(new Document("_id", "a").append("state", "W"));
      posts.insertOne(new Document("_id", "b").append("state", "W").append("due", new Date(1)));
      posts.insertOne(new Document("_id", "c").append("state", "D").append("payload", "x"));

      assertThat(
              posts
                  .updateMany(
                      and(eq("state", "W"), exists("due", false)), Updates.set("due", new Date(0)))
                  .getModifiedCount())
          .isEqualTo(1);
      posts.updateMany(and(exists("due", false), exists("payload")), Updates.unset("payload"));

      assertThat(posts.find(exists("due"))).extracting("_id").containsExactlyInAnyOrder("a", "b");
      assertThat(posts.find(exists("payload"))).isEmpty();
    }

    @Test
    void dropsACollection() {
      posts.insertOne(new Document("_id", "a"));

      posts.drop();
      posts.drop();

      assertThat(posts.find().first()).isNull();
    }

    @Test
    void deletesWhatMatches() {
      for (int i = 0; i < 6; i++) {
        posts.insertOne(new Document("_id", "p" + i).append("at", new Date(i)));
      }

      assertThat(posts.deleteMany(lt("at", new Date(2))).getDeletedCount()).isEqualTo(2);
      assertThat(posts.deleteMany(in("_id", "p2", "p9")).getDeletedCount()).isEqualTo(1);
      assertThat(posts.deleteOne(eq("p2")).getDeletedCount()).isZero();
      assertThat(posts.find()).extracting("_id").containsExactlyInAnyOrder("p3", "p4", "p5");
    }
  }

  /** What is good once: whoever takes it out has it. */
  @Nested
  class TakingOut {

    @Test
    void givesADocumentToOneOfManyWhoTakeIt() throws Exception {
      posts.insertOne(new Document("_id", "a").append("until", new Date(1_000)));
      ExecutorService pool = Executors.newFixedThreadPool(8);
      try {
        List<Callable<Document>> takers =
            Collections.nCopies(
                32, () -> posts.findOneAndDelete(and(eq("a"), gt("until", new Date(999)))));
        int taken = 0;
        for (Future<Document> taker : pool.invokeAll(takers)) {
          taken += taker.get() == null ? 0 : 1;
        }
        assertThat(taken).isEqualTo(1);
      } finally {
        pool.shutdownNow();
      }
    }

    @Test
    void leavesWhatDoesNotMatch() {
      posts.insertOne(new Document("_id", "a").append("until", new Date(1_000)));

      assertThat(posts.findOneAndDelete(and(eq("a"), gt("until", new Date(1_000))))).isNull();
      assertThat(posts.countDocuments()).isEqualTo(1);
    }

    @Test
    void findsWhatIsBehindTheNewest() {
      for (int i = 0; i < 5; i++) {
        posts.insertOne(new Document("_id", "p" + i).append("of", "x").append("at", new Date(i)));
      }

      assertThat(
              posts
                  .find(eq("of", "x"))
                  .sort(Sorts.descending("at", "_id"))
                  .skip(3)
                  .projection(include("_id")))
          .extracting("_id")
          .containsExactly("p1", "p0");
    }
  }

  /** Looking for documents. */
  @Nested
  class SubscribersOfPosts {

    @Test
    void comeInPagesByIdWhateverTheyChose() {
      posts.createIndex(Indexes.ascending("state", "pace", "_id"));
      for (int i = 0; i < 10; i++) {
        posts.insertOne(
            new Document("_id", "s" + i)
                .append("state", i == 5 ? "ended" : "active")
                .append("pace", "daily")
                .append("choice", i % 2 == 0 ? "all" : "tag:java")
                .append("since", new Date(i)));
      }
      Bson takes =
          and(
              eq("state", "active"),
              eq("pace", "daily"),
              in("choice", List.of("all", "tag:java", "author:ada")),
              lt("since", new Date(8)));

      assertThat(
              posts
                  .find(and(takes, gt("_id", "s2")))
                  .sort(Sorts.ascending("_id"))
                  .limit(3)
                  .map(one -> one.getString("_id"))
                  .into(new ArrayList<>()))
          .containsExactly("s3", "s4", "s6");
      assertThat(posts.countDocuments(takes)).isEqualTo(7);
    }

    @Test
    void changeFromTheStateInWhichTheyWereAsked() {
      Date at = Date.from(Instant.parse("2026-11-27T10:00:00.123Z"));
      posts.insertOne(
          new Document("_id", "s")
              .append("state", "pending")
              .append("due", at)
              .append("asked", new Document("at", at).append("choice", "all")));
      Bson confirmed =
          and(
              eq("_id", "s"),
              eq("asked.at", at),
              in("state", List.of("pending", "ended", "bounced")));
      Bson active =
          Updates.combine(
              Updates.set("state", "active"), Updates.set("since", at), Updates.unset("due"));
      FindOneAndUpdateOptions after =
          new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);

      assertThat(posts.findOneAndUpdate(confirmed, active, after))
          .containsEntry("state", "active")
          .doesNotContainKey("due");
      assertThat(posts.findOneAndUpdate(confirmed, active, after)).isNull();
      Bson another = Filters.nor(and(eq("choice", "all"), eq("pace", "daily")));
      assertThat(
              posts
                  .updateOne(
                      and(eq("_id", "s"), another),
                      Updates.combine(
                          Updates.set("choice", "all"),
                          Updates.set("pace", "daily"),
                          Updates.push("soft", at)))
                  .getMatchedCount())
          .isEqualTo(1);
      assertThat(posts.countDocuments(and(eq("_id", "s"), another))).isZero();
      assertThat(posts.find(eq("_id", "s")).first()).containsEntry("soft", List.of(at));
    }
  }

  @Nested
  class Queries {

    /** Together they are more than one message of the protocol may hold. */
    @Test
    void readsMoreThanOneAnswerHolds() {
      String megabyte = "x".repeat(1024 * 1024);
      for (int i = 10; i < 60; i++) {
        posts.insertOne(new Document("_id", "p" + i).append("body", megabyte));
      }

      List<Document> all = posts.find().into(new ArrayList<>());

      assertThat(all).hasSize(50).allMatch(post -> post.getString("body").length() == 1024 * 1024);
    }

    @Test
    void goesOnBehindWhatWasReadWhileDocumentsChange() {
      for (int i = 100; i < 400; i++) {
        posts.insertOne(new Document("_id", "p" + i).append("number", i));
      }
      posts.createIndex(Indexes.ascending("number"));

      for (Bson filter : List.of(new Document(), gte("number", 0))) {
        List<String> read = new ArrayList<>();
        for (Document post : posts.find(filter).batchSize(10)) {
          read.add(post.getString("_id"));
          posts.updateOne(eq("_id", post.get("_id")), Updates.set("body", "y".repeat(1000)));
        }
        assertThat(read).hasSize(300).doesNotHaveDuplicates();
      }
    }

    @Test
    void readsOnInTheOrderThatWasAskedFor() {
      for (int i = 100; i < 400; i++) {
        posts.insertOne(new Document("_id", "p" + i).append("number", i * 7919 % 1000));
      }

      List<Integer> numbers =
          posts
              .find()
              .sort(Sorts.descending("number"))
              .skip(5)
              .limit(250)
              .batchSize(20)
              .map(post -> post.getInteger("number"))
              .into(new ArrayList<>());

      assertThat(numbers).hasSize(250).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void pagesThroughTheNewest() {
      posts.createIndex(
          Indexes.compoundIndex(Indexes.ascending("state"), Indexes.descending("at", "_id")));
      for (int i = 0; i < 10; i++) {
        posts.insertOne(
            new Document("_id", "p" + i)
                .append("at", new Date(1000L * (i / 2)))
                .append("state", "D"));
      }
      Date at = new Date(3000);

      List<Document> page =
          posts
              .find(
                  and(
                      eq("state", "D"),
                      lte("at", at),
                      or(lt("at", at), and(eq("at", at), lt("_id", "p7")))))
              .sort(Sorts.descending("at", "_id"))
              .limit(3)
              .into(new ArrayList<>());

      assertThat(page).extracting("_id").containsExactly("p6", "p5", "p4");
    }

    @Test
    void takesAHintForTheIndex() {
      Bson index = Indexes.descending("at", "_id");
      posts.createIndex(index);
      posts.insertMany(
          List.of(
              new Document("_id", "a").append("at", new Date(1)),
              new Document("_id", "b").append("at", new Date(2))));

      assertThat(posts.find().sort(Sorts.descending("at", "_id")).hint(index).limit(1))
          .extracting("_id")
          .containsExactly("b");
    }

    @Test
    void handsOutMoreThanOneBatch() {
      posts.insertMany(IntStream.range(0, 25).mapToObj(i -> new Document("_id", i)).toList());

      assertThat(posts.find().batchSize(10).maxTime(10, TimeUnit.SECONDS)).hasSize(25);
      assertThat(posts.find(gt("_id", 4)).sort(Sorts.ascending("_id")).limit(10).batchSize(3))
          .extracting("_id")
          .containsExactly(5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
    }

    @Test
    void findsByListAndRange() {
      posts.insertOne(new Document("_id", "a").append("tags", List.of("java", "kafka")));
      posts.insertOne(new Document("_id", "b").append("tags", List.of("java")));
      posts.insertOne(new Document("_id", "c").append("tags", List.of()));

      assertThat(posts.find(eq("tags", "kafka"))).extracting("_id").containsExactly("a");
      assertThat(posts.find(in("tags", "kafka", "go"))).extracting("_id").containsExactly("a");
      assertThat(posts.find(in("_id", "b", "c")))
          .extracting("_id")
          .containsExactlyInAnyOrder("b", "c");
      assertThat(posts.find(and(gte("_id", "b"), lt("_id", "c"))))
          .extracting("_id")
          .containsExactly("b");
      assertThat(posts.find(ne("tags", "kafka")).sort(Sorts.ascending("_id")))
          .extracting("_id")
          .containsExactly("b", "c");
    }

    @Test
    void findsWhatAFieldIsMissingIn() {
      posts.createIndex(Indexes.ascending("deletedAt"), new IndexOptions().sparse(true));
      posts.insertOne(new Document("_id", "there"));
      posts.insertOne(new Document("_id", "null").append("deletedAt", null));
      posts.insertOne(new Document("_id", "gone").append("deletedAt", new Date(1)));

      assertThat(posts.find(eq("deletedAt", null)))
          .extracting("_id")
          .containsExactlyInAnyOrder("there", "null");
      assertThat(posts.find(exists("deletedAt", false))).extracting("_id").containsExactly("there");
      assertThat(posts.find(lt("deletedAt", new Date(2))))
          .extracting("_id")
          .containsExactly("gone");
    }

    @ParameterizedTest
    @CsvSource({"grösse, Grösse", "GRÖSSE, Grösse", "a.c, a.c", "straße, STRAßE", "été, ÉTÉ"})
    void findsTextInAnyCaseAsItIs(String asked, String title) {
      posts.insertOne(new Document("_id", 1).append("working", new Document("title", title + "!")));
      posts.insertOne(new Document("_id", 2).append("working", new Document("title", "abc")));
      Pattern pattern =
          Pattern.compile(Pattern.quote(asked), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

      assertThat(posts.find(or(regex("working.title", pattern), regex("working.summary", pattern))))
          .extracting("_id")
          .containsExactly(1);
    }

    @Test
    void findsByAPatternOfIds() {
      posts.insertMany(
          List.of(new Document("_id", "a"), new Document("_id", "b"), new Document("_id", "c")));

      assertThat(posts.find(regex("_id", "^[ab]$"))).hasSize(2);
    }

    @Test
    void keepsInnerFieldsOfLists() {
      posts.insertOne(
          new Document("_id", "a")
              .append(
                  "history",
                  List.of(
                      new Document("revision", 1L).append("content", new Document("body", "b")),
                      new Document("revision", 2L).append("note", "n"))));

      assertThat(
              posts.find(eq("a")).projection(include("history.revision", "history.note")).first())
          .isEqualTo(
              new Document("_id", "a")
                  .append(
                      "history",
                      List.of(
                          new Document("revision", 1L),
                          new Document("revision", 2L).append("note", "n"))));
    }

    @Test
    void leavesOutOrKeepsInnerFields() {
      Document page = new Document("html", "<p>").append("title", "T");
      posts.insertOne(
          new Document("_id", "a")
              .append("state", new Document("page", page).append("n", 1))
              .append("bytes", new Binary(new byte[] {1})));
      posts.insertOne(
          new Document("_id", "b")
              .append("tries", List.of(new Document("n", 1).append("said", "x"), new Document())));

      assertThat(posts.find(eq("a")).projection(exclude("state.page.html", "bytes")).first())
          .isEqualTo(
              new Document("_id", "a")
                  .append(
                      "state", new Document("page", new Document("title", "T")).append("n", 1)));
      assertThat(posts.find(eq("b")).projection(exclude("tries.said")).first())
          .isEqualTo(
              new Document("_id", "b")
                  .append("tries", List.of(new Document("n", 1), new Document())));
      assertThat(posts.find(eq("a")).projection(include("state.page.title")).first())
          .isEqualTo(
              new Document("_id", "a")
                  .append("state", new Document("page", new Document("title", "T"))));
      assertThat(posts.find(eq("a")).projection(include("_id")).first())
          .isEqualTo(new Document("_id", "a"));
    }

    @Test
    void countsNoFurtherThanAsked() {
      posts.insertMany(
          List.of(new Document("postId", "p"), new Document("postId", "p"), new Document("n", 1)));

      assertThat(posts.countDocuments(eq("postId", "p"), new CountOptions().limit(1))).isOne();
      assertThat(posts.countDocuments(eq("postId", "p"), new CountOptions().limit(9))).isEqualTo(2);
    }

    @Test
    void countsAboutHowManyThereAre() {
      assertThat(posts.estimatedDocumentCount()).isZero();

      posts.insertMany(List.of(new Document("_id", 1), new Document("_id", 2)));

      assertThat(posts.estimatedDocumentCount()).isEqualTo(2);
    }
  }

  private static void assertDuplicate(Runnable write) {
    assertThatExceptionOfType(MongoServerException.class)
        .isThrownBy(write::run)
        .satisfies(refused -> assertThat(refused.getCode()).isEqualTo(DUPLICATE_KEY));
  }
}
