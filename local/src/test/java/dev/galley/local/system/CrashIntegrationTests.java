package dev.galley.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the whole product with SIGKILL while posts are being published, again and again, and then
 * compares all that was acknowledged with the store, the topic, the pages, the feed and what a
 * subscriber was told. More cycles: {@code -Dgalley.crash.cycles=200}.
 */
class CrashIntegrationTests {

  /** Enough to see that recovery works; what one kill in a hundred finds takes more of them. */
  private static final int CYCLES = Integer.getInteger("galley.crash.cycles", 3);

  private static final int AUTHORS = 4;

  private final long seed = Long.getLong("galley.crash.seed", System.nanoTime());
  private final List<AcknowledgedPost> posts = new CopyOnWriteArrayList<>();

  @Test
  void losesNothingAcknowledgedAndAnnouncesNothingTwice(@TempDir Path folder) throws Exception {
    System.out.println("Seed of the crash test: -Dgalley.crash.seed=" + seed);
    Random random = new Random(seed);
    Path data = folder.resolve("data");
    try (WebhookSink subscriber = new WebhookSink()) {
      subscribe(data, subscriber);

      for (int cycle = 0; cycle < CYCLES; cycle++) {
        publishUntilKilled(data, random, cycle);
      }
      assertThat(ChildGalley.temporary(data)).as("what is left outside").isEmptyDirectory();

      try (ChildGalley galley = ChildGalley.start(data, ChildGalley.LOOPBACK_SUBSCRIBERS)) {
        System.out.printf("%d cycles, %d posts acknowledged%n", CYCLES, posts.size());
        assertThat(posts).hasSizeGreaterThan(CYCLES);
        Api api = galley.api();
        new Promises(posts, api, List.of(api), List.of(api), galley.bootstrapServers(), subscriber)
            .areKept();
      }
    }
  }

  private void subscribe(Path data, WebhookSink subscriber) {
    try (ChildGalley galley = ChildGalley.start(data, ChildGalley.LOOPBACK_SUBSCRIBERS)) {
      galley
          .api()
          .change("POST", "/api/webhooks", Map.of("url", subscriber.url(), "name", "sink"), 0);
      galley.kill();
    }
  }

  private void publishUntilKilled(Path data, Random random, int cycle) throws Exception {
    int before = posts.size();
    AtomicBoolean on = new AtomicBoolean(true);
    ExecutorService authors = Executors.newFixedThreadPool(AUTHORS);
    List<Future<?>> working = new ArrayList<>();
    try (ChildGalley galley = ChildGalley.start(data, ChildGalley.LOOPBACK_SUBSCRIBERS)) {
      Api api = galley.api();
      for (int author = 0; author < AUTHORS; author++) {
        working.add(
            authors.submit(
                new BusyAuthor(
                    () -> api,
                    new Random(random.nextLong()),
                    "crash-" + cycle + "-" + author,
                    posts,
                    on::get)));
      }
      // A JVM that has just started is slow; from its first acknowledgements on, any moment will
      // do.
      await().atMost(Duration.ofSeconds(60)).until(() -> posts.size() >= before + AUTHORS);
      TimeUnit.MILLISECONDS.sleep(random.nextInt(2_000));
      galley.kill();
    }
    on.set(false);
    for (Future<?> author : working) {
      author.get(60, TimeUnit.SECONDS);
    }
    authors.shutdown();
  }
}
