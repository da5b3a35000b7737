package dev.galley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.local.system.AcknowledgedPost;
import dev.galley.local.system.Api;
import dev.galley.local.system.BusyAuthor;
import dev.galley.local.system.ChildGalley;
import dev.galley.local.system.Promises;
import dev.galley.local.system.WebhookSink;
import dev.galley.process.Deployment.Instance;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two processes of each service's own jar with the environment that {@code docker-compose.yml}
 * sets, against a broker and a store that are processes too; see {@link Machinery} for which.
 * Longer: {@code -Dgalley.two.rounds=100}.
 */
@NeedsMachinery({Machinery.GIVEN_STORE, Machinery.GIVEN_BROKER})
class TwoOfEachIntegrationTests {

  private static final int ROUNDS = Integer.getInteger("galley.two.rounds", 4);
  private static final int AUTHORS = 6;
  private static final int MAX_PAUSE_MILLIS = 3_000;
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path folder;

  private static final List<AutoCloseable> STARTED = new ArrayList<>();
  private static Collector collector;
  private static Machinery broker;
  private static Deployment deployment;

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private final long seed = Long.getLong("galley.two.seed", System.nanoTime());
  private final List<AcknowledgedPost> posts = new CopyOnWriteArrayList<>();
  private final AtomicBoolean on = new AtomicBoolean(true);

  @BeforeAll
  static void start() throws IOException {
    collector = closing(new Collector());
    broker = closing(Machinery.broker(folder));
    Machinery store = closing(Machinery.store(folder));
    Map<String, String> more = new HashMap<>(ChildGalley.LOOPBACK_SUBSCRIBERS);
    more.put("GALLEY_OTLP_ENDPOINT", collector.endpoint());
    deployment =
        closing(new Deployment(folder, store.address(), broker.address(), service -> 2, more));
  }

  private static <T extends AutoCloseable> T closing(T one) {
    STARTED.add(0, one);
    return one;
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable one : STARTED) {
      one.close();
    }
  }

  /** Also of those that a test before has killed. */
  @BeforeEach
  void awaitReady() {
    deployment.awaitReady();
  }

  @Test
  void publishesAcrossProcesses() throws Exception {
    HttpResponse<String> draft =
        http.send(
            change("/api/posts")
                .POST(
                    BodyPublishers.ofString(
                        "{\"title\":\"Across\",\"body\":\"# Across\\n\\nHi.\"}"))
                .build(),
            BodyHandlers.ofString());
    assertThat(draft.statusCode()).as(draft.body()).isEqualTo(201);
    JsonNode post = json.readTree(draft.body());
    String path = "/api/posts/" + post.get("id").asString();
    HttpResponse<String> published =
        http.send(
            change(path + "/publish")
                .header("If-Match", draft.headers().firstValue("ETag").orElseThrow())
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .POST(BodyPublishers.ofString("{}"))
                .build(),
            BodyHandlers.ofString());
    assertThat(published.statusCode()).as(published.body()).isEqualTo(200);

    String slug = post.get("slug").asString();
    for (Api pages : apis("render-service")) {
      await().atMost(PATIENCE).until(() -> pages.get("/" + slug).body().contains("Hi."));
    }
    for (Api feeds : apis("feed-service")) {
      await().atMost(PATIENCE).until(() -> feeds.get("/feed.xml").body().contains("Across"));
    }
    for (Api editorial : apis("post-service")) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(editorial.read(path + "/deliveries").toString())
                      .contains("\"page\"", "\"feed\"")
                      .containsIgnoringCase("succeeded"));
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(collector.has("post-service", "/publish", TRACE)).isTrue();
              assertThat(collector.has("render-service", "galley.posts process", TRACE)).isTrue();
              assertThat(collector.has("feed-service", "galley.pages process", TRACE)).isTrue();
            });
    assertThat(collector.has("post-service", "security filterchain", TRACE)).isFalse();

    // What is promised about the feed counts only posts of its own.
    api("post-service")
        .change(
            "POST",
            path + "/unpublish",
            Map.of("how", "gone"),
            Api.revision(json.readTree(published.body())));
  }

  @Test
  void passesTheHealthCheckOfTheImages() throws Exception {
    for (Instance instance : deployment.instances()) {
      ProcessBuilder check = new ProcessBuilder("bash", "../deploy/healthcheck");
      check.environment().put("PORT", Integer.toString(instance.address().getPort()));
      Process process = check.redirectErrorStream(true).start();

      assertThat(process.waitFor()).as(instance.service()).isZero();
    }
  }

  // The root file system of a container is read-only.
  @Test
  void writesNothingBesideItsVolumes() throws Exception {
    for (Instance instance : deployment.instances()) {
      try (Stream<Path> written = Files.list(instance.home())) {
        assertThat(written).as(instance.service()).isEmpty();
      }
    }
  }

  /** Authors use them by turns, while one process after the other is killed, stopped or ended. */
  @Test
  void losesNothingAcknowledgedAndAnnouncesNothingTwice() throws Exception {
    System.out.println("Seed of two of each: -Dgalley.two.seed=" + seed);
    try (WebhookSink subscriber = new WebhookSink();
        WebhookSink other = new WebhookSink();
        WebhookSink failing = new WebhookSink();
        WebhookSink gone = new WebhookSink()) {
      Api feeds = api("feed-service");
      failing.answer(500);
      gone.answer(410);
      for (WebhookSink sink : List.of(subscriber, other, failing, gone)) {
        feeds.change("POST", "/api/webhooks", Map.of("url", sink.url(), "name", "sink"), 0);
      }

      publishWhileInstancesFail(new Random(seed));

      deployment.awaitReady();
      System.out.printf("%d rounds, %d posts%n", ROUNDS, posts.size());
      assertThat(posts).hasSizeGreaterThan(AUTHORS);
      new Promises(
              posts,
              api("post-service"),
              apis("render-service"),
              apis("feed-service"),
              broker.address(),
              subscriber)
          .areKept();
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(told(other)).isEqualTo(told(subscriber)));
      assertThat(feeds.read("/api/webhooks").toString()).contains("410 Gone");
      Figures.tell(broker.address(), subscriber);
    }
  }

  private void publishWhileInstancesFail(Random random) throws Exception {
    List<Api> servers = apis("post-service");
    ExecutorService authors = Executors.newFixedThreadPool(AUTHORS);
    List<Future<?>> working = new ArrayList<>();
    for (int author = 0; author < AUTHORS; author++) {
      Random own = new Random(random.nextLong());
      working.add(
          authors.submit(
              new BusyAuthor(
                  () -> servers.get(own.nextInt(servers.size())),
                  own,
                  "two-" + author,
                  posts,
                  on::get)));
    }
    await().atMost(PATIENCE).until(() -> posts.size() >= AUTHORS);
    List<Instance> inTurn = new ArrayList<>(deployment.instances());
    Collections.shuffle(inTurn, random);
    for (int round = 0; round < ROUNDS; round++) {
      Disturbance.of(inTurn.get(round % inTurn.size()), round, random);
      TimeUnit.MILLISECONDS.sleep(random.nextInt(MAX_PAUSE_MILLIS));
    }
    on.set(false);
    for (Future<?> author : working) {
      author.get(60, TimeUnit.SECONDS);
    }
    authors.shutdown();
  }

  /** The posts of the authors and the revisions that a subscriber was told of. */
  private Set<String> told(WebhookSink subscriber) {
    Set<String> ids = posts.stream().map(post -> post.id).collect(Collectors.toSet());
    return subscriber.calls().stream()
        .filter(call -> ids.contains(call.postId()))
        .map(call -> call.postId() + " " + call.revision())
        .collect(Collectors.toSet());
  }

  private static HttpRequest.Builder change(String path) {
    return HttpRequest.newBuilder(deployment.of("post-service").get(0).address().resolve(path))
        .header("Authorization", "Bearer " + deployment.ownerToken())
        .header("Content-Type", "application/json");
  }

  private static Api api(String service) {
    return apis(service).get(0);
  }

  private static List<Api> apis(String service) {
    return deployment.of(service).stream()
        .map(instance -> new Api(instance.address().toString(), deployment.ownerToken()))
        .toList();
  }
}
