package dev.galley.local.store;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.h2.mvstore.MVStore;

/**
 * Acknowledged writes a second, by connections: {@code main(seconds)}. The baseline is the library
 * with one worker thread and a commit and fsync after each command.
 */
final class StoreBenchmark {

  private static final int TEXT_BYTES = 4_000;

  private StoreBenchmark() {}

  public static void main(String[] args) throws Exception {
    int seconds = Integer.parseInt(args[0]);
    List<String> kinds =
        args.length > 1 ? List.of(args[1].split(",")) : List.of("baseline", "galley");
    System.out.printf(
        "%-10s %11s %10s %9s %9s %9s %9s%n",
        "store", "connections", "writes/s", "p50 ms", "p99 ms", "max ms", "file MB");
    for (String kind : kinds) {
      for (int connections : new int[] {1, 4, 8, 16}) {
        Path folder = Files.createTempDirectory("store-benchmark");
        if (kind.equals("galley")) {
          try (EmbeddedStore store = EmbeddedStore.open(folder, Throwable::printStackTrace)) {
            measure(kind, store.uri(), folder, connections, seconds);
          }
        } else {
          baseline(folder, connections, seconds);
        }
        delete(folder);
      }
    }
  }

  private static void baseline(Path folder, int connections, int seconds) throws Exception {
    MVStore file =
        new MVStore.Builder()
            .fileName(folder.resolve("baseline.mv").toString())
            .autoCommitDisabled()
            .autoCommitBufferSize(0)
            .open();
    MongoServer server =
        new MongoServer(
            new H2Backend(file) {
              @Override
              public Document handleCommand(
                  Channel channel, String database, String command, Document query) {
                Document reply = super.handleCommand(channel, database, command, query);
                if (getMvStore().hasUnsavedChanges()) {
                  getMvStore().commit();
                  getMvStore().sync();
                }
                return reply;
              }
            });
    server.bind(new InetSocketAddress("127.0.0.1", 0), 1, 1);
    measure(
        "baseline",
        "mongodb://127.0.0.1:" + server.getLocalAddress().getPort(),
        folder,
        connections,
        seconds);
    server.shutdownNow();
  }

  private static void measure(String kind, String uri, Path folder, int connections, int seconds)
      throws Exception {
    try (MongoClient client = MongoClients.create(uri + "/?retryWrites=false&maxPoolSize=32")) {
      MongoCollection<org.bson.Document> posts = client.getDatabase("b").getCollection("posts");
      posts.createIndex(Indexes.ascending("slug"), new IndexOptions().unique(true));
      run(posts, connections, 2);
      long[] nanos = run(posts, connections, seconds);
      Arrays.sort(nanos);
      System.out.printf(
          Locale.ROOT,
          "%-10s %11d %10d %9.2f %9.2f %9.2f %9d%n",
          kind,
          connections,
          nanos.length / seconds,
          nanos[nanos.length / 2] / 1e6,
          nanos[nanos.length * 99 / 100] / 1e6,
          nanos[nanos.length - 1] / 1e6,
          size(folder) >> 20);
    }
  }

  /** Each author writes a post, changes it twice with a check of its revision, and goes on. */
  private static long[] run(MongoCollection<org.bson.Document> posts, int authors, int seconds)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(authors);
    List<Callable<List<Long>>> work = new ArrayList<>();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    for (int author = 0; author < authors; author++) {
      work.add(() -> write(posts, end));
    }
    List<Long> all = new ArrayList<>();
    for (Future<List<Long>> done : threads.invokeAll(work)) {
      all.addAll(done.get());
    }
    threads.shutdown();
    return all.stream().mapToLong(Long::longValue).toArray();
  }

  private static List<Long> write(MongoCollection<org.bson.Document> posts, long end) {
    List<Long> nanos = new ArrayList<>();
    String text = "x".repeat(TEXT_BYTES);
    while (System.nanoTime() < end) {
      String id = java.util.UUID.randomUUID().toString();
      long start = System.nanoTime();
      posts.insertOne(
          new org.bson.Document("_id", id)
              .append("slug", "s-" + id)
              .append("revision", 1)
              .append("body", text));
      nanos.add(System.nanoTime() - start);
      for (int revision = 1; revision <= 2; revision++) {
        start = System.nanoTime();
        posts.findOneAndUpdate(
            Filters.and(Filters.eq("_id", id), Filters.eq("revision", revision)),
            Updates.combine(Updates.inc("revision", 1), Updates.set("slug", "s" + revision + id)));
        nanos.add(System.nanoTime() - start);
      }
    }
    return nanos;
  }

  private static long size(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static void delete(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      files.forEach(file -> file.toFile().delete());
    }
    Files.delete(folder);
  }
}
