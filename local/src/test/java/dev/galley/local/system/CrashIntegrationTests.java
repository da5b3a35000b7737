package dev.galley.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.event.PostEvent;
import dev.galley.event.PostPublished;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Kills the whole product with SIGKILL while posts are being published, again and again, and then
 * compares all that was acknowledged with the store, the topic, the pages, the feed and what a
 * subscriber was told. More cycles: {@code -Dgalley.crash.cycles=200}.
 */
class CrashIntegrationTests {

  /** Enough to see that recovery works; what one kill in a hundred finds takes more of them. */
  private static final int CYCLES = Integer.getInteger("galley.crash.cycles", 3);

  private static final int AUTHORS = 4;
  private static final int FEED_ENTRIES = 10;

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

      try (ChildGalley galley = ChildGalley.start(data, ChildGalley.LOOPBACK_SUBSCRIBERS)) {
        System.out.printf("%d cycles, %d posts acknowledged%n", CYCLES, posts.size());
        assertThat(posts).hasSizeGreaterThan(CYCLES);
        Api api = galley.api();
        posts.forEach(post -> isInTheStore(api, post));
        await().atMost(Duration.ofSeconds(120)).until(() -> nothingWaits(api));
        topicEqualsStore(galley.bootstrapServers(), api);
        posts.forEach(post -> isOnItsPage(api, post));
        List<AcknowledgedPost> published =
            posts.stream().filter(post -> isPublished(api, post)).toList();
        feedHoldsTheNewest(api, published);
        await()
            .atMost(Duration.ofSeconds(120))
            .untilAsserted(() -> subscriberHeardOfAll(subscriber, published));
        nothingWasAnnouncedTwice(subscriber);
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
      for (int author = 0; author < AUTHORS; author++) {
        working.add(
            authors.submit(
                new BusyAuthor(
                    galley.api(),
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

  private static void isInTheStore(Api api, AcknowledgedPost post) {
    JsonNode stored = api.read("/api/posts/" + post.id);
    assertThat(Api.revision(stored)).as(post.slug).isGreaterThanOrEqualTo(post.revision);
    if (Api.revision(stored) == post.revision) {
      assertThat(stored.get("body").asString()).as(post.slug).isEqualTo(post.text);
    }
  }

  private static boolean nothingWaits(Api api) {
    String metrics = api.get("/metrics").body();
    return metrics
        .lines()
        .filter(
            line ->
                line.startsWith("galley_outbox_pending") || line.startsWith("galley_consumer_lag"))
        .allMatch(line -> line.endsWith(" 0.0") || line.endsWith(" 0"));
  }

  private void topicEqualsStore(String bootstrapServers, Api api) {
    Map<String, PostEvent> newest = Topic.newestPosts(bootstrapServers);
    for (AcknowledgedPost post : posts) {
      if (post.publicRevision == 0) {
        continue;
      }
      PostEvent event = newest.get(post.id);
      assertThat(event).as(post.slug).isNotNull();
      assertThat(event.revision()).as(post.slug).isGreaterThanOrEqualTo(post.publicRevision);
      JsonNode stored = api.read("/api/posts/" + post.id);
      assertThat(event instanceof PostPublished).as(post.slug).isEqualTo(isPublished(api, post));
      if (event instanceof PostPublished live) {
        assertThat(live.revision()).as(post.slug).isEqualTo(stored.at("/live/revision").asLong());
      }
    }
  }

  private static void isOnItsPage(Api api, AcknowledgedPost post) {
    if (post.publicRevision == 0) {
      return;
    }
    await(post.slug)
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              HttpResponse<String> page = api.get("/" + post.slug);
              if (post.removed) {
                assertThat(page.statusCode()).isEqualTo(410);
              } else if (page.statusCode() != 410) {
                // A publication or removal whose answer the kill cut off may have gone through.
                assertThat(page.statusCode()).isEqualTo(200);
                assertThat(page.body()).contains(post.slug + " v");
              }
              if (publicRevisionInStore(api, post) == post.publicRevision && !post.removed) {
                assertThat(page.body()).contains(post.publicText);
              }
            });
  }

  private static long publicRevisionInStore(Api api, AcknowledgedPost post) {
    return api.read("/api/posts/" + post.id).at("/live/revision").asLong();
  }

  private void feedHoldsTheNewest(Api api, List<AcknowledgedPost> published) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              String feed = api.get("/feed.xml").body();
              long entries = feed.split("<entry>", -1).length - 1;
              assertThat(entries).isEqualTo(Math.min(FEED_ENTRIES, published.size()));
              assertThat(published).anySatisfy(post -> assertThat(feed).contains("/" + post.slug));
              posts.stream()
                  .filter(post -> post.removed)
                  .forEach(post -> assertThat(feed).doesNotContain("/" + post.slug + "<"));
            });
  }

  /**
   * A post that was taken back before its page was live is not announced; the removal counts also
   * when the kill cut off its answer, so the store says what is published.
   */
  private static boolean isPublished(Api api, AcknowledgedPost post) {
    return api.read("/api/posts/" + post.id).get("state").asString().equals("PUBLISHED");
  }

  private static void subscriberHeardOfAll(
      WebhookSink subscriber, List<AcknowledgedPost> published) {
    Map<String, Set<Long>> heard = new HashMap<>();
    for (WebhookSink.Call call : subscriber.calls()) {
      heard.computeIfAbsent(call.postId(), id -> new HashSet<>()).add(call.revision());
    }
    List<String> missing = new ArrayList<>();
    for (AcknowledgedPost post : published) {
      Set<Long> told = heard.getOrDefault(post.id, Set.of());
      post.announced.stream()
          .filter(revision -> !told.contains(revision))
          .forEach(revision -> missing.add(post.slug + " r" + revision));
    }
    assertThat(missing).isEmpty();
  }

  private static void nothingWasAnnouncedTwice(WebhookSink subscriber) {
    Map<String, Set<String>> ids = new HashMap<>();
    subscriber
        .calls()
        .forEach(
            call ->
                ids.computeIfAbsent(
                        call.body().get("type").asString() + call.postId() + "@" + call.revision(),
                        key -> new HashSet<>())
                    .add(call.id()));
    assertThat(ids).allSatisfy((announcement, used) -> assertThat(used).hasSize(1));
  }
}
