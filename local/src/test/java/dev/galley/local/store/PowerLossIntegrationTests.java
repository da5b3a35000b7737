package dev.galley.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import dev.galley.local.store.file.StoreFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * RELIABILITY A4: the file of a running store, without its last bytes, opens at an older version
 * that is whole.
 */
class PowerLossIntegrationTests {

  private static final int COPIES = Integer.getInteger("galley.crash.copies", 20);
  private static final int WRITERS = 4;
  private static final int WRITES_BETWEEN_COPIES = 300;
  private static final int MOST_LOST_BYTES = 64 * 1024;

  /** A power loss is one moment and a copy is not: nothing is written over while it is made. */
  private static final Duration RETENTION = Duration.ofMinutes(10);

  @TempDir Path folder;

  private final AtomicInteger writes = new AtomicInteger();
  private final AtomicBoolean on = new AtomicBoolean(true);

  @Test
  void neverServesHalfOfWhatWasWritten() throws Exception {
    long seed = System.nanoTime();
    System.out.println("Power loss test: seed " + seed + ", " + COPIES + " copies");

    copyUnderLoad(new Random(seed)).forEach(PowerLossIntegrationTests::opensWhole);
  }

  private List<Path> copyUnderLoad(Random random) throws Exception {
    List<Path> copies = new ArrayList<>();
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    Path running = folder.resolve("galley.mv");
    StoreFile file = StoreFile.open(running, RETENTION);
    try (EmbeddedStore store = new EmbeddedStore(file, Throwable::printStackTrace);
        MongoClient client = connect(store)) {
      posts(client).createIndex(Indexes.ascending("slug"), new IndexOptions().unique(true));
      List<Future<?>> working = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        String name = "w" + writer;
        working.add(writers.submit(() -> write(posts(client), name)));
      }
      for (int n = 0; n < COPIES; n++) {
        int enough = (n + 1) * WRITES_BETWEEN_COPIES;
        Awaitility.await().atMost(2, TimeUnit.MINUTES).until(() -> writes.get() >= enough);
        copies.add(copy(running, folder.resolve("copy" + n), random));
      }
      on.set(false);
      for (Future<?> done : working) {
        done.get();
      }
    } finally {
      writers.shutdownNow();
    }
    return copies;
  }

  private static Path copy(Path running, Path target, Random random) throws IOException {
    Files.createDirectories(target);
    Path file = Files.copy(running, target.resolve("galley.mv"));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(Math.max(0, channel.size() - random.nextInt(MOST_LOST_BYTES)));
    }
    return target;
  }

  /** Each text tells which slug it was written with. */
  private void write(MongoCollection<Document> posts, String name) {
    for (int n = 0; on.get(); n++) {
      String id = name + "-" + n;
      posts.insertOne(new Document("_id", id).append("slug", id + "/0").append("text", text(0)));
      writes.incrementAndGet();
      for (int version = 1; version < 5; version++) {
        posts.updateOne(
            Filters.eq(id),
            Updates.combine(
                Updates.set("slug", id + "/" + version), Updates.set("text", text(version))));
        writes.incrementAndGet();
      }
    }
  }

  private static String text(int version) {
    return Integer.toString(version).repeat(4_000);
  }

  private static void opensWhole(Path copy) {
    try (EmbeddedStore store = EmbeddedStore.open(copy, Throwable::printStackTrace);
        MongoClient client = connect(store)) {
      List<Document> stored = posts(client).find().into(new ArrayList<>());
      assertThat(stored)
          .isNotEmpty()
          .allSatisfy(
              document -> {
                String slug = document.getString("slug");
                int version = Integer.parseInt(slug.substring(slug.indexOf('/') + 1));
                assertThat(document.getString("text")).isEqualTo(text(version));
                assertThat(posts(client).find(Filters.eq("slug", slug)).first())
                    .as("by the index: " + slug)
                    .isEqualTo(document);
              });
    }
  }

  private static MongoClient connect(EmbeddedStore store) {
    return MongoClients.create(store.uri() + "/?retryWrites=false&socketTimeoutMS=10000");
  }

  private static MongoCollection<Document> posts(MongoClient client) {
    return client.getDatabase("power").getCollection("posts");
  }
}
