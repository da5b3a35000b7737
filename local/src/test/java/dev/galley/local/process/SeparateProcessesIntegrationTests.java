package dev.galley.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Each service's own jar with just the environment that {@code docker-compose.yml} sets, against a
 * broker and a store that are processes too; see {@link Machinery} for which.
 */
@NeedsMachinery({Machinery.GIVEN_STORE, Machinery.GIVEN_BROKER})
class SeparateProcessesIntegrationTests {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir private static Path folder;
  private static Collector collector;
  private static Machinery broker;
  private static Machinery store;
  private static Deployment deployment;

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();

  @BeforeAll
  static void start() throws IOException {
    collector = new Collector();
    broker = Machinery.broker(folder);
    store = Machinery.store(folder);
    deployment =
        new Deployment(
            folder,
            store.address(),
            broker.address(),
            service -> 1,
            Map.of("GALLEY_OTLP_ENDPOINT", collector.endpoint()));
  }

  @AfterAll
  static void stop() {
    if (deployment != null) {
      deployment.close();
    }
    Stream.of(store, broker).filter(Objects::nonNull).forEach(Machinery::close);
    collector.close();
  }

  @Test
  void publishesAcrossThreeProcesses() throws Exception {
    deployment.awaitReady();
    String token = deployment.ownerToken();

    HttpResponse<String> draft =
        http.send(
            change("/api/posts", token)
                .POST(
                    BodyPublishers.ofString(
                        "{\"title\":\"Across\",\"body\":\"# Across\\n\\nHi.\"}"))
                .build(),
            BodyHandlers.ofString());
    assertThat(draft.statusCode()).as(draft.body()).isEqualTo(201);
    JsonNode post = json.readTree(draft.body());
    HttpResponse<String> published =
        http.send(
            change("/api/posts/" + post.get("id").asString() + "/publish", token)
                .header("If-Match", draft.headers().firstValue("ETag").orElseThrow())
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .POST(BodyPublishers.ofString("{}"))
                .build(),
            BodyHandlers.ofString());
    assertThat(published.statusCode()).as(published.body()).isEqualTo(200);

    String slug = post.get("slug").asString();
    await().atMost(PATIENCE).until(() -> get("render-service", "/" + slug).body().contains("Hi."));
    await()
        .atMost(PATIENCE)
        .until(() -> get("feed-service", "/feed.xml").body().contains("Across"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(timeline(post.get("id").asString(), token))
                    .contains("\"page\"", "\"feed\"", "SUCCEEDED"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(collector.has("post-service", "/publish", TRACE)).isTrue();
              assertThat(collector.has("render-service", "galley.posts process", TRACE)).isTrue();
              assertThat(collector.has("feed-service", "galley.pages process", TRACE)).isTrue();
            });
    assertThat(collector.has("post-service", "security filterchain", TRACE)).isFalse();
  }

  @Test
  void passesTheHealthCheckOfTheImages() throws Exception {
    for (Deployment.Instance instance : deployment.instances()) {
      instance.awaitReady();

      ProcessBuilder check = new ProcessBuilder("bash", "../deploy/healthcheck");
      check.environment().put("PORT", Integer.toString(instance.address().getPort()));
      Process process = check.redirectErrorStream(true).start();

      assertThat(process.waitFor()).as(instance.service()).isZero();
    }
  }

  // The root file system of a container is read-only.
  @Test
  void writesNothingBesideItsVolumes() throws Exception {
    for (Deployment.Instance instance : deployment.instances()) {
      instance.awaitReady();

      try (Stream<Path> written = Files.list(instance.home())) {
        assertThat(written).as(instance.service()).isEmpty();
      }
    }
  }

  private String timeline(String id, String token) throws IOException, InterruptedException {
    return http.send(
            change("/api/posts/" + id + "/deliveries", token).GET().build(),
            BodyHandlers.ofString())
        .body()
        .replace("succeeded", "SUCCEEDED");
  }

  private HttpRequest.Builder change(String path, String token) {
    return HttpRequest.newBuilder(deployment.of("post-service").get(0).address().resolve(path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  private static HttpResponse<String> get(String service, String path)
      throws IOException, InterruptedException {
    return deployment.of(service).get(0).get(path);
  }
}
