package dev.galley.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import dev.galley.testing.InMemoryStore;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A service that is started before its store, as after a power failure. */
class StartBeforeStoreIntegrationTests {

  private static final String TOKEN = "glly_test-token-of-the-launcher";

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path folder;

  @Test
  void asksToComeAgainWhenATokenCannotBeLookedUp() throws Exception {
    MongoServer store = InMemoryStore.server();
    int storePort = store.bind().getPort();
    try (ConfigurableApplicationContext service = start(storePort)) {
      store.shutdownNow();

      HttpResponse<String> refused = get(service, "/api/posts", "glly_of-somebody-else");

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(refused.body()).contains("/problems/store-unavailable");
      assertThat(get(service, "/editor/", "glly_of-somebody-else").statusCode()).isEqualTo(200);
    } finally {
      store.shutdownNow();
    }
  }

  @Test
  void waitsForTheStoreAndSaysSo() throws Exception {
    int storePort = freePort();
    try (ConfigurableApplicationContext service = start(storePort)) {
      assertThat(get(service, "/health/liveness").statusCode()).isEqualTo(200);
      HttpResponse<String> waiting = get(service, "/health/readiness");
      assertThat(waiting.statusCode()).isEqualTo(503);
      assertThat(waiting.body()).contains("preparation", "The store does not answer");
      HttpResponse<String> refused = get(service, "/api/posts");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(refused.body()).contains("/problems/store-unavailable");

      MongoServer store = InMemoryStore.server();
      store.bind("127.0.0.1", storePort);
      try {
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> get(service, "/health/readiness").statusCode() == 200);

        assertThat(get(service, "/api/posts").statusCode()).isEqualTo(200);
        assertThat(Files.readString(folder.resolve("owner-token"))).startsWith("glly_");
        try (var mongo = MongoClients.create(store.getConnectionString())) {
          assertThat(mongo.getDatabase("galley_posts").getCollection("posts").listIndexes())
              .anyMatch(index -> Boolean.TRUE.equals(index.getBoolean("unique")));
        }
      } finally {
        store.shutdownNow();
      }
    }
  }

  private ConfigurableApplicationContext start(int storePort) throws IOException {
    return PostApplication.builder()
        .run(
            "--server.port=0",
            "--spring.mongodb.uri=mongodb://127.0.0.1:" + storePort,
            "--galley.posts.store.timeout=500ms",
            // A name that is nobody's (RFC 6761, 6.4), as that of a broker that is away may be.
            "--spring.kafka.bootstrap-servers=broker.invalid:9092",
            "--galley.topics.patience=1ms",
            "--galley.tokens.bootstrap=true",
            "--galley.tokens.bootstrap-file=" + folder.resolve("owner-token"),
            "--galley.tokens.local=" + TOKEN);
  }

  private HttpResponse<String> get(ConfigurableApplicationContext service, String path)
      throws IOException, InterruptedException {
    return get(service, path, TOKEN);
  }

  private HttpResponse<String> get(
      ConfigurableApplicationContext service, String path, String token)
      throws IOException, InterruptedException {
    int port = ((ServletWebServerApplicationContext) service).getWebServer().getPort();
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + token)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
