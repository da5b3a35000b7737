package dev.galley.local.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.web.connection.Network;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

class OriginIntegrationTests {

  private static final Map<String, Destination> PATHS =
      Map.of(
          "/api/posts", Destination.POST,
          "/week-459", Destination.RENDER,
          "/events/x", Destination.FEED);

  @TempDir private static Path folder;
  private static Origin origin;
  private static List<ConfigurableApplicationContext> services;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    origin = Origin.listen(folder.resolve("one"), 0, () -> "galley_up 1\n", Network.of(Map.of()));
    services =
        Stream.of(Destination.POST, Destination.RENDER, Destination.FEED)
            .map(destination -> TinyService.start(origin, destination))
            .toList();
  }

  @AfterAll
  static void stop() {
    services.forEach(ConfigurableApplicationContext::close);
    origin.close();
  }

  @Test
  void everyRequestReachesItsServiceWhateverItsConnectionServedBefore() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<Void>> clients =
        IntStream.range(0, 8)
            .<Callable<Void>>mapToObj(seed -> () -> converse(new Random(seed)))
            .toList();

    for (Future<Void> done : threads.invokeAll(clients)) {
      done.get();
    }
    threads.shutdown();
  }

  /** A long conversation over one connection, in which each kind of request follows each other. */
  private Void converse(Random random) throws Exception {
    HttpClient own = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    List<String> paths = PATHS.keySet().stream().sorted().toList();
    for (int i = 0; i < 300; i++) {
      String path = paths.get(random.nextInt(paths.size()));
      String name = PATHS.get(path).name();
      switch (random.nextInt(5)) {
        case 0 ->
            assertThat(get(own, path + "/later").body())
                .isEqualTo(name + " later " + path + "/later");
        case 1 ->
            assertThat(get(own, path + "/stream").body())
                .isEqualTo("data:%s0\n\ndata:%s1\n\ndata:%s2\n\n".formatted(name, name, name));
        case 2 -> {
          String body = "b".repeat(random.nextInt(100_000));
          assertThat(post(own, path, body))
              .isEqualTo(name + " " + body.length() + " " + body.hashCode());
        }
        case 3 -> assertThat(get(own, path + "/fails").statusCode()).isEqualTo(500);
        default ->
            assertThat(get(own, path + "?q=" + i).body()).isEqualTo(name + " " + path + "?q=" + i);
      }
    }
    return null;
  }

  @Test
  void putsABackupAsideForTheLaunchersTokenAlone() throws Exception {
    AtomicInteger made = new AtomicInteger();
    origin.onBackup(
        "glly_launcher",
        () -> {
          if (made.incrementAndGet() > 1) {
            throw new IllegalStateException("no room");
          }
        });

    assertThat(backup("POST", "Bearer glly_other").statusCode()).isEqualTo(404);
    assertThat(backup("POST", "glly_launcher").statusCode()).isEqualTo(404);
    assertThat(backup("GET", "Bearer glly_launcher").statusCode()).isEqualTo(404);
    assertThat(made).hasValue(0);

    assertThat(backup("POST", "Bearer glly_launcher").statusCode()).isEqualTo(204);
    HttpResponse<String> failed = backup("POST", "Bearer glly_launcher");
    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.body()).contains("\"detail\":\"no room\"");
  }

  private HttpResponse<String> backup(String method, String authorization) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(origin.url() + "/api/backup"))
            .header("Authorization", authorization)
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void refusesPathsThatCouldBeReadInTwoWays() throws Exception {
    for (String path : List.of("//api/posts", "/x/../api/posts", "/api;a/posts", "/%2e%2e/api")) {
      assertThat(raw("GET " + path + " HTTP/1.1")).as(path).startsWith("HTTP/1.1 400");
    }
  }

  @Test
  void saysWhyAPathCannotBeDecoded() throws Exception {
    for (String path : List.of("/hello%2Fx", "/api/posts/a%2Fb", "/x%00", "/images/x%5Cy.png")) {
      HttpResponse<String> refused = get(client, path);
      assertThat(refused.statusCode()).as(path).isEqualTo(400);
      assertThat(refused.body()).as(path).contains("/problems/bad-path");
    }
  }

  @Test
  void mergedMetricsAreForThisMachineAlone() throws Exception {
    HttpResponse<String> metrics = get(client, "/metrics");

    assertThat(metrics.body()).isEqualTo("galley_up 1\n");
    assertThat(metrics.headers().firstValue("content-type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    assertThat(raw("GET /metrics HTTP/1.1", "Host: evil.example")).startsWith("HTTP/1.1 404");
    assertThat(raw("GET /metrics HTTP/1.1", "Host: 127.0.0.1", "X-Forwarded-For: 192.0.2.1"))
        .startsWith("HTTP/1.1 404");
    assertThat(raw("GET /metrics HTTP/1.1", "Host: 127.0.0.1:1")).startsWith("HTTP/1.1 404");
    assertThat(raw("GET /metrics HTTP/1.1", "Host: localhost:" + origin.port()))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void operatorsEndpointsOfTheServicesAreNotOffered() throws Exception {
    assertThat(get(client, "/actuator/env").statusCode()).isEqualTo(404);
  }

  @Test
  void aServiceThatIsNotUpIsUnavailableAndTheOthersAreNot() throws Exception {
    try (Origin other = other(0)) {
      try (ConfigurableApplicationContext post = TinyService.start(other, Destination.POST)) {
        assertThat(post.isRunning()).isTrue();
        assertThat(status(other, "/api/posts")).isEqualTo(200);
        assertThat(status(other, "/week-459")).isEqualTo(503);
      }
      assertThat(status(other, "/api/posts")).isEqualTo(503);
    }
  }

  @Test
  void tooLongHeadersAreRefused() throws Exception {
    assertThat(raw("GET / HTTP/1.1", "Host: x", "X-Long: " + "a".repeat(20_000)))
        .startsWith("HTTP/1.1 431");
  }

  @Test
  void refusesWhatIsNoRequestWithAProblem() throws Exception {
    assertThat(raw("GET /?q=a|b<> HTTP/1.1")).startsWith("HTTP/1.1 400");
    assertThat(raw("GET / HTTP/1.1", "Host: a b")).startsWith("HTTP/1.1 400");
    assertThat(raw("GET / HTTP/3.1")).startsWith("HTTP/1.1 505");
    assertThat(raw("GET /?" + "a".repeat(64 * 1024) + " HTTP/1.1")).startsWith("HTTP/1.1 414");
    assertThat(raw("GET / HTTP/1.1", "Host: 127.0.0.1", "X: " + "a".repeat(15 * 1024)))
        .startsWith("HTTP/1.1 200");
    assertThat(raw("GET / HTTP/1.1", "Host: 127.0.0.1", "X: " + "a".repeat(64 * 1024)))
        .startsWith("HTTP/1.1 431");
  }

  /** A script could have it echo what scripts must not see. */
  @Test
  void echoesNoRequest() throws Exception {
    for (String path : List.of("/", "/editor/", "/subscribe", "/metrics")) {
      assertThat(raw("TRACE " + path + " HTTP/1.1", "Host: 127.0.0.1", "X-Secret: hidden"))
          .startsWith("HTTP/1.1 405");
    }
  }

  @Test
  void saysThatItsPortIsTaken() {
    assertThatThrownBy(() -> other(origin.port()))
        .isInstanceOf(OriginUnusable.class)
        .hasMessage("Port " + origin.port() + " on 127.0.0.1 is in use");
  }

  @Test
  void clearsWhatAKilledOneHasLeftAndLeavesNothing() throws Exception {
    Path left = Files.createDirectories(folder.resolve("other/work")).resolve("upload.tmp");
    Files.writeString(left, "of an earlier one");

    Origin other = other(0);
    assertThat(left).doesNotExist();
    other.close();

    assertThat(folder.resolve("other")).doesNotExist();
  }

  private static Origin other(int port) {
    return Origin.listen(folder.resolve("other"), port, () -> "", Network.of(Map.of()));
  }

  private static HttpResponse<String> get(HttpClient client, String path) throws Exception {
    return client.send(request(origin, path).build(), BodyHandlers.ofString());
  }

  private static String post(HttpClient client, String path, String body) throws Exception {
    return client
        .send(
            request(origin, path).POST(BodyPublishers.ofString(body)).build(),
            BodyHandlers.ofString())
        .body();
  }

  private int status(Origin of, String path) throws Exception {
    return client.send(request(of, path).build(), BodyHandlers.discarding()).statusCode();
  }

  private static HttpRequest.Builder request(Origin of, String path) {
    return HttpRequest.newBuilder(URI.create(of.url() + path));
  }

  private static String raw(String requestLine, String... headers) throws IOException {
    String head = headers.length == 0 ? "Host: 127.0.0.1" : String.join("\r\n", headers);
    try (Socket socket = new Socket("127.0.0.1", origin.port())) {
      socket
          .getOutputStream()
          .write(
              (requestLine + "\r\n" + head + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .readLine();
    }
  }
}
