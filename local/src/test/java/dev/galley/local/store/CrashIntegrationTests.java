package dev.galley.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RELIABILITY A3: what was acknowledged is there after SIGKILL, and the indexes tell the truth. */
class CrashIntegrationTests {

  private static final int CYCLES = Integer.getInteger("galley.crash.cycles", 5);
  private static final int WRITERS = 8;
  private static final int WRITES_BEFORE_THE_END = 400;

  @TempDir Path folder;

  /** The slug number that was acknowledged last, by document. */
  private final Map<String, Integer> acknowledged = new ConcurrentHashMap<>();

  /** The slug number that was sent last, by document: it may or may not have been stored. */
  private final Map<String, Integer> sent = new ConcurrentHashMap<>();

  private final AtomicInteger writes = new AtomicInteger();

  @Test
  void killingTheStoreUnderLoadLosesNothingThatWasAcknowledged() throws Exception {
    long seed = System.nanoTime();
    System.out.println("Crash test: seed " + seed + ", " + CYCLES + " cycles");
    Random random = new Random(seed);
    for (int cycle = 0; cycle < CYCLES; cycle++) {
      killUnderLoad(cycle, WRITES_BEFORE_THE_END + random.nextInt(400));
      verify();
    }
    System.out.println(
        "Crash test: " + writes + " acknowledged writes of " + acknowledged.size() + " documents");
  }

  private void killUnderLoad(int cycle, int enough) throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    int before = writes.get();
    List<Future<?>> working = new ArrayList<>();
    try (StoreProcess store = StoreProcess.start(folder);
        MongoClient client = connect(store.uri())) {
      posts(client).createIndex(Indexes.ascending("slug"), new IndexOptions().unique(true));
      for (int writer = 0; writer < WRITERS; writer++) {
        String name = cycle + "-" + writer;
        working.add(writers.submit(() -> write(posts(client), name)));
      }
      Awaitility.await()
          .atMost(2, TimeUnit.MINUTES)
          .pollInterval(5, TimeUnit.MILLISECONDS)
          .until(() -> writes.get() - before >= enough);
      store.kill();
      for (Future<?> done : working) {
        done.get(1, TimeUnit.MINUTES);
      }
    } finally {
      writers.shutdownNow();
    }
  }

  /** Inserts documents and changes the unique slug of each a few times, until the store is gone. */
  private void write(MongoCollection<Document> posts, String name) {
    try {
      for (int n = 0; ; n++) {
        String id = name + "-" + n;
        sent.put(id, 0);
        posts.insertOne(
            new Document("_id", id).append("slug", id + "/0").append("text", "x".repeat(2_000)));
        acknowledge(id, 0);
        for (int slug = 1; slug <= 4; slug++) {
          sent.put(id, slug);
          posts.updateOne(Filters.eq(id), Updates.set("slug", id + "/" + slug));
          acknowledge(id, slug);
        }
      }
    } catch (MongoException e) {
      // The store was killed: what this writer has sent last is in doubt.
    }
  }

  private void acknowledge(String id, int slug) {
    acknowledged.put(id, slug);
    writes.incrementAndGet();
  }

  private void verify() {
    try (EmbeddedStore store = EmbeddedStore.open(folder, Throwable::printStackTrace);
        MongoClient client = connect(store.uri())) {
      Map<String, String> stored = new ConcurrentHashMap<>();
      posts(client).find().forEach(d -> stored.put(d.getString("_id"), d.getString("slug")));

      acknowledged.forEach(
          (id, slug) ->
              assertThat(stored.get(id)).as(id).isIn(id + "/" + slug, id + "/" + sent.get(id)));
      assertThat(sent.keySet()).containsAll(stored.keySet());
      stored.forEach(
          (id, slug) ->
              assertThat(posts(client).find(Filters.eq("slug", slug)).first())
                  .as("by the index: " + slug)
                  .containsEntry("_id", id));
      assertThat(keysOfTheIndex(client)).isEqualTo(stored.size());
      // What is stored now is the truth for the next cycle.
      stored.forEach((id, slug) -> acknowledged.put(id, number(slug)));
      stored.forEach((id, slug) -> sent.put(id, number(slug)));
    }
  }

  private static int keysOfTheIndex(MongoClient client) {
    return client
        .getDatabase("crash")
        .runCommand(new Document("validate", "posts"))
        .get("keysPerIndex", Document.class)
        .get("slug_1", Number.class)
        .intValue();
  }

  private static int number(String slug) {
    return Integer.parseInt(slug.substring(slug.indexOf('/') + 1));
  }

  private static MongoClient connect(String uri) {
    return MongoClients.create(
        uri + "/?retryWrites=false&serverSelectionTimeoutMS=3000&socketTimeoutMS=10000");
  }

  private static MongoCollection<Document> posts(MongoClient client) {
    return client.getDatabase("crash").getCollection("posts");
  }
}
