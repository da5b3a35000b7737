package dev.galley.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.local.system.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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

  private static final List<String> SERVICES =
      List.of("post-service", "render-service", "feed-service");
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private static Path folder;
  private static final Map<String, JavaProcess> processes = new HashMap<>();
  private static final Map<String, URI> addresses = new HashMap<>();
  private static Collector collector;
  private static Machinery broker;
  private static Machinery store;
  private static Path ownerToken;

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();

  @BeforeAll
  static void start() throws IOException {
    collector = new Collector();
    broker = Machinery.broker(folder);
    store = Machinery.store(folder);
    ownerToken = folder.resolve("state/owner-token");
    Files.createDirectories(ownerToken.getParent());
    Files.createDirectories(folder.resolve("assets"));
    for (String service : SERVICES) {
      addresses.put(service, URI.create("http://127.0.0.1:" + FreePort.any()));
    }
    ComposeFile compose = ComposeFile.read(Path.of("../docker-compose.yml"));
    for (String service : SERVICES) {
      Map<String, String> environment =
          here(
              compose.environment(
                  service,
                  Map.of("GALLEY_SECRETS_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")),
              service,
              store.address(),
              broker.address());
      processes.put(service, JavaProcess.jar(jar(service), folder.resolve(service), environment));
    }
  }

  /** The same variables; addresses and folders are those of this machine. */
  private static Map<String, String> here(
      Map<String, String> environment, String service, String store, String broker) {
    Map<String, String> local = new HashMap<>(environment);
    assertThat(local.keySet()).contains("MONGODB_URI", "KAFKA_BOOTSTRAP_SERVERS", "PORT");
    local.put("MONGODB_URI", store);
    local.put("KAFKA_BOOTSTRAP_SERVERS", broker);
    local.put("PORT", Integer.toString(addresses.get(service).getPort()));
    local.computeIfPresent("GALLEY_OTLP_ENDPOINT", (name, off) -> collector.endpoint());
    local.computeIfPresent("GALLEY_ASSETS", (name, path) -> folder.resolve("assets").toString());
    local.computeIfPresent("GALLEY_BOOTSTRAP_FILE", (name, path) -> ownerToken.toString());
    for (String other : SERVICES) {
      String variable = "GALLEY_" + other.replace('-', '_').toUpperCase(Locale.ROOT);
      local.computeIfPresent(variable + "_URL", (name, url) -> addresses.get(other).toString());
    }
    return local;
  }

  private static Path jar(String service) throws IOException {
    try (Stream<Path> built = Files.list(Path.of("..", service, "target"))) {
      return built
          .filter(path -> path.getFileName().toString().matches(service + "-.*-exec\\.jar"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("Build " + service + " first"));
    }
  }

  @AfterAll
  static void stop() {
    processes.values().forEach(JavaProcess::close);
    Stream.of(store, broker).filter(Objects::nonNull).forEach(Machinery::close);
    collector.close();
  }

  @Test
  void publishesAcrossThreeProcesses() throws Exception {
    SERVICES.forEach(this::awaitReady);
    String token = Files.readString(ownerToken).strip();

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
              assertThat(collector.has("render-service", "process galley.posts", TRACE)).isTrue();
              assertThat(collector.has("feed-service", "process galley.pages", TRACE)).isTrue();
            });
    assertThat(collector.has("post-service", "security filterchain", TRACE)).isFalse();
  }

  @Test
  void passesTheHealthCheckOfTheImages() throws Exception {
    for (String service : SERVICES) {
      awaitReady(service);

      ProcessBuilder check = new ProcessBuilder("bash", "../deploy/healthcheck");
      check.environment().put("PORT", Integer.toString(addresses.get(service).getPort()));
      Process process = check.redirectErrorStream(true).start();

      assertThat(process.waitFor()).as(service).isZero();
    }
  }

  // The root file system of a container is read-only.
  @Test
  void writesNothingBesideItsVolumes() throws Exception {
    for (String service : SERVICES) {
      awaitReady(service);

      try (Stream<Path> written = Files.list(folder.resolve(service))) {
        assertThat(written).as(service).isEmpty();
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
    return HttpRequest.newBuilder(addresses.get("post-service").resolve(path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  private void awaitReady(String service) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(
            () -> {
              HttpResponse<String> ready = get(service, "/health/readiness");
              assertThat(ready.statusCode()).as("%s: %s", service, ready.body()).isEqualTo(200);
            });
  }

  private HttpResponse<String> get(String service, String path)
      throws IOException, InterruptedException {
    assertThat(processes.get(service).isAlive())
        .as("%s: %s", service, processes.get(service).output())
        .isTrue();
    return http.send(
        HttpRequest.newBuilder(addresses.get(service).resolve(path)).build(),
        BodyHandlers.ofString());
  }
}
