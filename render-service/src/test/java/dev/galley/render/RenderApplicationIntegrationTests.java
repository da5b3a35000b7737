package dev.galley.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.bwaldvogel.mongo.MongoServer;
import dev.galley.render.image.ToldAssets;
import dev.galley.render.page.StoredPages;
import dev.galley.testing.InMemoryStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The whole service on a real port, with a store and without Kafka: readers do not notice that the
 * broker is away.
 */
class RenderApplicationIntegrationTests {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final MongoServer STORE = InMemoryStore.server();

  @TempDir private static Path assets;

  private static byte[] picture;

  private static @Nullable ConfigurableApplicationContext service;
  private static int port;

  @BeforeAll
  static void start() throws IOException {
    STORE.bind();
    StoredPages.write(STORE.getConnectionString(), "week-1", "Kept *safely*.");
    picture = ToldAssets.write(STORE.getConnectionString(), assets, "images/large.jpg");
    Files.createDirectories(assets.resolve("images/blog"));
    Files.write(assets.resolve("images/blog/double rainbow.png"), new byte[] {1, 2, 3, 4});
    Files.writeString(assets.resolve("images/evil.html"), "<script>alert(1)</script>");
    Files.writeString(assets.resolve("secret.txt"), "secret");
    service =
        RenderApplication.builder()
            .run(
                "--server.port=0",
                "--spring.mongodb.uri=" + STORE.getConnectionString(),
                // A name that is nobody's (RFC 6761, 6.4), as that of a broker that is away may be.
                "--spring.kafka.bootstrap-servers=broker.invalid:9092",
                "--galley.topics.patience=0s",
                "--galley.assets=" + assets,
                "--galley.images.cache-folder=" + assets.resolve("cache"),
                "--logging.level.root=ERROR");
    port = ((WebServerApplicationContext) service).getWebServer().getPort();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(get("/week-1").statusCode()).isEqualTo(200));
  }

  @AfterAll
  static void stop() {
    ConfigurableApplicationContext running = service;
    if (running != null) {
      running.close();
    }
    STORE.shutdownNow();
  }

  @Test
  void servesStoredPagesWithoutTheBroker() {
    HttpResponse<String> page = get("/week-1");

    assertThat(page.body()).contains("<p>Kept <em>safely</em>.</p>");
    assertThat(page.headers().allValues("Content-Security-Policy")).hasSize(1);
  }

  @Test
  void isReadyWithoutTheBrokerAndSaysWhatIsAway() {
    assertThat(get("/health/liveness").statusCode()).isEqualTo(200);
    assertThat(get("/health/readiness").statusCode()).isEqualTo(200);
    assertThat(get("/health").statusCode()).isEqualTo(503);
    assertThat(get("/health").body()).contains("\"broker\"", "\"consumers\"", "\"site\"");
  }

  @Test
  void measuresUnderTheAgreedNames() {
    assertThat(get("/metrics").body())
        .contains("galley_publication_seconds_count{", "step=\"page\"")
        .contains("galley_render_seconds_count{")
        .contains("galley_stale_events_total{");
  }

  @Test
  void servesImages() {
    HttpResponse<String> image = get("/images/blog/double%20rainbow.png");

    assertThat(image.statusCode()).isEqualTo(200);
    assertThat(image.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(image.headers().firstValue("Cache-Control")).hasValue("max-age=3600, public");
    assertThat(image.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(image.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("sandbox");
    String tag = image.headers().firstValue("ETag").orElseThrow();
    assertThat(get("/images/blog/double%20rainbow.png", "If-None-Match", tag).statusCode())
        .isEqualTo(304);
  }

  @Test
  void servesAPictureAsWhatItIsWhateverItsName() throws IOException {
    Map<String, String> pictures =
        Map.of(
            "\u0089PNG\r\n\u001A\n", "image/png",
            "\u00FF\u00D8\u00FF\u00E0", "image/jpeg",
            "GIF89a", "image/gif",
            "RIFF1234WEBPVP8 ", "image/webp",
            "1234ftypavif1234", "image/avif");
    for (Map.Entry<String, String> picture : pictures.entrySet()) {
      for (String ending : List.of("png", "jpg", "gif", "webp", "avif")) {
        String name = picture.getValue().substring("image/".length()) + "." + ending;
        Files.write(
            assets.resolve("images").resolve(name),
            picture.getKey().getBytes(StandardCharsets.ISO_8859_1));

        assertThat(get("/images/" + name).headers().firstValue("Content-Type"))
            .as(name)
            .hasValue(picture.getValue());
      }
    }
  }

  @Test
  void servesAPictureWholeWhenItHasToBeLookedForAndWhenItIsThere() throws Exception {
    for (int i = 0; i < 3; i++) {
      HttpResponse<byte[]> whole =
          CLIENT.send(
              request("/images/large.jpg").build(), HttpResponse.BodyHandlers.ofByteArray());
      assertThat(whole.statusCode()).isEqualTo(200);
      assertThat(whole.body()).isEqualTo(picture);
      HttpResponse<byte[]> smaller =
          CLIENT.send(
              request("/images/large.jpg?w=640").header("Accept", "image/webp").build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(smaller.headers().firstValue("Content-Type")).hasValue("image/webp");
      assertThat(smaller.body()).hasSizeBetween(1000, picture.length);
    }
    HttpResponse<byte[]> part =
        CLIENT.send(
            request("/images/large.jpg").header("Range", "bytes=5-40004").build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(picture, 5, 40_005));
  }

  @Test
  void servesPartsOfImages() {
    HttpResponse<String> part = get("/images/blog/double%20rainbow.png", "Range", "bytes=1-2");

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 1-2/4");
  }

  @Test
  void letsNoUploadBecomeAPage() {
    HttpResponse<String> upload = get("/images/evil.html");

    assertThat(upload.statusCode()).isEqualTo(404);
    assertThat(upload.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("sandbox");
  }

  @Test
  void saysOfNoImageThatItIsMissingWhileItMayBeInTheTopic() {
    HttpResponse<String> image = get("/images/none.png");

    assertThat(image.statusCode()).isEqualTo(503);
    assertThat(image.headers().firstValue("Retry-After")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/images/../secret.txt",
        "/images/%2e%2e/secret.txt",
        "/images/..%2fsecret.txt",
        "/images/..%5csecret.txt",
        "/images/%252e%252e/secret.txt",
        "/images/blog/../../secret.txt",
        "/images//../secret.txt",
        "/images/;/../secret.txt",
        "/images/..;/secret.txt",
        "/images/%00/../../secret.txt",
        "/images/%c0%ae%c0%ae/secret.txt",
      })
  void leavesTheImagesFolderNever(String path) throws IOException {
    assertThat(raw(path)).doesNotContain("\r\n\r\nsecret").doesNotContain(" 200 ");
  }

  @Test
  void previewsADraft() {
    HttpResponse<String> preview =
        post(
            """
            {"title": "Week 2", "slug": "week-2", "authors": ["james-mead"],
             "bylines": [{"slug": "james-mead", "name": "James R. Mead"}],
             "body": "Hello, <%= by('chris-roos') %> <%= include_snip 'none' %>",
             "metadata": {"erb": true},
             "firstPublishedAt": "2014-04-11T00:30:00+01:00",
             "publishedAt": "2015-05-12T09:30:00+01:00"}
            """);

    assertThat(preview.statusCode()).as(preview.body()).isEqualTo(200);
    assertThat(preview.body())
        .contains("\"html\":\"<p>Hello, <em>— ")
        .contains("By ", "James R. Mead</a>")
        .contains("11 April 2014", "12 May 2015")
        .contains("include_snip 'none': no such post is live");
  }

  @Test
  void saysWhatIsWrongWithADraft() {
    HttpResponse<String> unknown =
        post("{\"body\": \"<%= shout 'x' %>\", \"metadata\": {\"erb\": true}}");
    HttpResponse<String> complex = post("{\"body\": \"" + "> ".repeat(5000) + "\"}");

    assertThat(unknown.statusCode()).isEqualTo(422);
    assertThat(unknown.body()).contains("/problems/unrenderable", "'shout' is not known");
    assertThat(complex.statusCode()).isEqualTo(422);
    assertThat(complex.body()).contains("/problems/too-complex");
  }

  @Test
  void refusesALargeDraft() {
    assertThat(post("{\"body\": \"" + "x".repeat(3_000_000) + "\"}").statusCode()).isEqualTo(413);
  }

  @Test
  void previewsForNeighboursOnly() {
    assertThat(
            send(request("/internal/preview")
                    .header("X-Forwarded-For", "203.0.113.7")
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{}")))
                .statusCode())
        .isEqualTo(404);
  }

  private static HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = request(path);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  private static HttpResponse<String> post(String json) {
    return send(
        request("/internal/preview")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** A path as it is; every client would tidy it up. */
  private static String raw(String path) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port);
        InputStream in = socket.getInputStream()) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
