package dev.galley.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpServer;
import dev.galley.event.Announcement;
import dev.galley.event.Author;
import dev.galley.event.Event;
import dev.galley.event.PageRemoved;
import dev.galley.event.PageRendered;
import dev.galley.event.PostPublished;
import dev.galley.event.PostUnpublished;
import dev.galley.event.Receipt;
import dev.galley.event.Removal;
import dev.galley.event.Topics;
import dev.galley.event.Update;
import dev.galley.local.broker.EmbeddedBroker;
import dev.galley.local.store.EmbeddedStore;
import dev.galley.local.system.FreePort;
import dev.galley.local.system.Topic;
import dev.galley.stream.EventSender;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.codec.EventIds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole feed service on a real broker and the embedded store. */
class FeedServiceIntegrationTests {

  private static final String TOKEN = "glly_test";

  private static EmbeddedBroker broker;
  private static EmbeddedStore store;
  private static HttpServer neighbours;
  private static ConfigurableApplicationContext service;
  private static final List<Received> told = new CopyOnWriteArrayList<>();
  private static final List<Received> fed = new CopyOnWriteArrayList<>();
  private static final AtomicInteger sinkStatus = new AtomicInteger(204);
  private static final HttpClient http = HttpClient.newHttpClient();

  private record Received(Map<String, List<String>> headers, String body) {

    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target"), "feed-service");
    broker = EmbeddedBroker.start(folder.resolve("broker"), FreePort.any(), failure -> {});
    store = EmbeddedStore.open(folder.resolve("store"), failure -> {});
    neighbours = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    neighbours.createContext(
        "/api/tokens/current",
        exchange -> {
          boolean good =
              ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] body = "{\"id\":\"1\",\"name\":\"Test\",\"role\":\"owner\"}".getBytes();
          exchange.sendResponseHeaders(good ? 200 : 401, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    neighbours.createContext(
        "/api/audit",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    neighbours.createContext(
        "/sink",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          told.add(new Received(Map.copyOf(exchange.getRequestHeaders()), body));
          exchange.sendResponseHeaders(sinkStatus.get(), -1);
          exchange.close();
        });
    neighbours.createContext(
        "/reader",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          if (exchange.getRequestMethod().equals("POST")) {
            fed.add(
                new Received(
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(body, StandardCharsets.UTF_8)));
          }
          String query = String.valueOf(exchange.getRequestURI().getQuery());
          byte[] echo = query.replaceAll(".*hub.challenge=([^&]*).*", "$1").getBytes();
          exchange.sendResponseHeaders(200, echo.length);
          exchange.getResponseBody().write(echo);
          exchange.close();
        });
    neighbours.start();
    service = run(folder);
  }

  private static ConfigurableApplicationContext run(Path folder) {
    return FeedApplication.builder()
        .run(
            "--server.port=0",
            "--management.server.port=",
            "--galley.topics.partitions=2",
            "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
            "--spring.mongodb.uri=" + store.uri(),
            "--galley.site.url=https://example.org",
            "--galley.secrets.key-file=" + folder.resolve("secrets.key"),
            "--galley.webhooks.allow-http=true",
            "--galley.webhooks.allowed-networks=127.0.0.0/8",
            "--galley.post-service-url=http://127.0.0.1:" + neighbours.getAddress().getPort());
  }

  @AfterAll
  static void stop() {
    service.close();
    neighbours.stop(0);
    store.close();
    broker.close();
  }

  @Test
  void carriesAndAnnouncesAPostOnceItsPageIsLive() throws Exception {
    JsonNode webhook = createWebhook();
    String post = UUID.randomUUID().toString();
    PostPublished published = published(post, 1, Update.FIRST, "First words");
    send(Topics.POSTS, published);
    await().until(() -> feedServiceHas(post));

    assertThat(get("/feed.xml").body()).doesNotContain("First words");
    assertThat(toldOf(post)).isEmpty();

    PageRendered page = rendered(post, 1, "<p>Hello</p>");
    send(Topics.PAGES, page);

    await().untilAsserted(() -> assertThat(get("/feed.xml").body()).contains("First words"));
    await().untilAsserted(() -> assertThat(toldOf(post)).hasSize(1));
    Received told = toldOf(post).get(0);
    new Webhook(webhook.path("secret").asString())
        .verify(told.body(), HttpHeaders.of(told.headers(), (name, value) -> true));
    assertThat(told.json().path("type").asString()).isEqualTo("post.published");
    await()
        .untilAsserted(
            () ->
                assertThat(receipts(post))
                    .extracting(Receipt::step, Receipt::outcome)
                    .contains(
                        org.assertj.core.groups.Tuple.tuple("feed", Receipt.Outcome.SUCCEEDED),
                        org.assertj.core.groups.Tuple.tuple("webhook", Receipt.Outcome.SUCCEEDED)));

    // Delivered again, and followed by a silent change, nothing is told a second time.
    send(Topics.POSTS, published);
    send(Topics.PAGES, page);
    send(Topics.POSTS, minor(published, 2, "Corrected words"));
    send(Topics.PAGES, rendered(post, 2, "<p>Hello!</p>"));
    await().untilAsserted(() -> assertThat(get("/feed.xml").body()).contains("Corrected words"));
    String other = publish("Another post");
    await().untilAsserted(() -> assertThat(toldOf(other)).hasSize(1));
    assertThat(toldOf(post)).hasSize(1);
  }

  @Test
  void sendsAFeedToWhoeverSubscribesAtTheHubThatItNames() throws Exception {
    String links = get("/feed.json").headers().firstValue("Link").orElseThrow();
    assertThat(links)
        .isEqualTo(
            "<https://example.org/feed.json>; rel=\"self\","
                + " <https://example.org/websub>; rel=\"hub\"");

    assertThat(askHub("subscribe")).isEqualTo(202);
    await()
        .untilAsserted(
            () ->
                assertThat(api("GET", "/api/websub", null).body())
                    .containsPattern("\"until\":\"\\d"));
    publish("For readers of the hub");

    await().until(() -> !fed.isEmpty());
    assertThat(fed.get(0).body()).contains("For readers of the hub");
    assertThat(fed.get(0).headers())
        .containsEntry("Link", List.of(links))
        .containsEntry("Content-type", List.of("application/feed+json;charset=UTF-8"))
        .hasEntrySatisfying(
            "X-hub-signature",
            signatures -> assertThat(signatures.get(0)).matches("sha256=[0-9a-f]{64}"));

    assertThat(askHub("unsubscribe")).isEqualTo(202);
    await()
        .untilAsserted(
            () -> assertThat(api("GET", "/api/websub", null).body()).contains("\"items\":[]"));
  }

  private static int askHub(String mode) throws Exception {
    String form =
        "hub.mode="
            + mode
            + "&hub.topic=https%3A%2F%2Fexample.org%2Ffeed.json&hub.secret=s&hub.callback=http%3A%2F%2F127.0.0.1%3A"
            + neighbours.getAddress().getPort()
            + "%2Freader";
    return http.send(
            HttpRequest.newBuilder(at("/websub"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void carriesAndAnnouncesARevisionThoughTheNextOneIsThereAndNeverGetsAPage() throws Exception {
    createWebhook();
    String post = UUID.randomUUID().toString();
    PostPublished first = published(post, 1, Update.FIRST, "Can be rendered");
    PostPublished second = published(post, 2, Update.MAJOR, "Cannot be rendered");
    send(Topics.POSTS, first);
    send(Topics.POSTS, naming(second, List.of(first.announcement(), second.announcement())));
    await().until(() -> feedServiceHas(post) && postRevisionInFeedService(post) == 2);

    send(Topics.PAGES, rendered(post, 1, "<p>Hello</p>"));

    await().untilAsserted(() -> assertThat(get("/feed.xml").body()).contains("Can be rendered"));
    await()
        .untilAsserted(
            () ->
                assertThat(toldOf(post))
                    .extracting(told -> told.json().at("/data/revision").asLong())
                    .containsExactly(1L));
  }

  @Test
  void tellsOfEveryAnnouncementThatAnEventNames() throws Exception {
    createWebhook();
    String post = UUID.randomUUID().toString();
    PostPublished first = published(post, 1, Update.FIRST, "Two at once");
    PostPublished major = published(post, 2, Update.MAJOR, "Two at once");
    PostPublished both = naming(major, List.of(first.announcement(), major.announcement()));

    send(Topics.POSTS, both);
    send(Topics.PAGES, rendered(post, 2, "<p>Hello</p>"));

    await()
        .untilAsserted(
            () ->
                assertThat(toldOf(post))
                    .extracting(told -> told.json().at("/data/revision").asLong())
                    .containsExactlyInAnyOrder(1L, 2L));
  }

  @Test
  void dropsAPostThatWasUnpublishedAndSaysSo() throws Exception {
    createWebhook();
    String post = publish("Soon gone");
    await().untilAsserted(() -> assertThat(get("/feed.json").body()).contains("Soon gone"));
    // Nobody is told of the end of what they were never told of.
    await().untilAsserted(() -> assertThat(toldOf(post)).isNotEmpty());

    send(
        Topics.POSTS,
        new PostUnpublished(
            EventIds.next(),
            Instant.now(),
            post,
            2,
            "x",
            List.of(),
            "Soon gone",
            "urn:uuid:" + post,
            Removal.GONE,
            null,
            null,
            null));
    await().untilAsserted(() -> assertThat(get("/feed.json").body()).doesNotContain("Soon gone"));
    assertThat(toldOf(post))
        .extracting(told -> told.json().path("type").asString())
        .doesNotContain("post.unpublished");
    send(
        Topics.PAGES,
        new PageRemoved(
            EventIds.next(), Instant.now(), post, 2, Instant.now(), URI.create("/" + post)));

    await()
        .untilAsserted(
            () ->
                assertThat(toldOf(post))
                    .extracting(told -> told.json().path("type").asString())
                    .contains("post.unpublished"));
  }

  @Test
  void servesTheSameAfterARestart() throws Exception {
    createWebhook();
    String post = publish("Before the restart");
    await().untilAsserted(() -> assertThat(toldOf(post)).hasSize(1));
    await().untilAsserted(() -> assertThat(get("/feed.xml").body()).contains("Before the restart"));
    String before = get("/feed.xml").body();

    service.close();
    service =
        run(Path.of(service.getEnvironment().getProperty("galley.secrets.key-file")).getParent());

    await().untilAsserted(() -> assertThat(get("/feed.xml").statusCode()).isEqualTo(200));
    assertThat(get("/feed.xml").body()).isEqualTo(before);
    assertThat(get("/GoFreeRangeBlog").headers().firstValue("Location")).contains("/feed.xml");
    String after = publish("After the restart");
    await().untilAsserted(() -> assertThat(get("/feed.xml").body()).contains("After the restart"));
    await().untilAsserted(() -> assertThat(toldOf(after)).hasSize(1));
    assertThat(toldOf(post)).as("nothing old is told again").hasSize(1);
  }

  @Test
  void refusesWhoHasNoToken() throws Exception {
    HttpResponse<String> refused =
        http.send(HttpRequest.newBuilder(at("/api/webhooks")).build(), BodyHandlers.ofString());

    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void handsOutEveryEventInPagesAndGoesOnWhereAClientStopped() throws Exception {
    String first = publish("In pages");
    String second = publish("In pages, too");

    List<String> subjects = new ArrayList<>();
    String cursor = "";
    boolean more = true;
    while (more) {
      JsonNode page = JsonMapper.shared().readTree(get("/events?limit=2&after=" + cursor).body());
      page.path("items").forEach(item -> subjects.add(item.path("subject").asString()));
      cursor = page.path("next").asString();
      more = page.path("more").asBoolean();
    }
    assertThat(subjects).contains(first, second);

    String third = publish("After the pages");
    String last = cursor;
    await()
        .untilAsserted(
            () -> {
              JsonNode page = JsonMapper.shared().readTree(get("/events?after=" + last).body());
              assertThat(page.path("items").size()).isEqualTo(1);
              assertThat(page.path("items").path(0).path("subject").asString()).isEqualTo(third);
            });
    assertThat(get("/events?after=nonsense").statusCode()).isEqualTo(400);
  }

  @Test
  void sendsEventsAsTheyComeFromALastEventIdOn() throws Exception {
    publish("Before the stream");
    String cursor =
        JsonMapper.shared().readTree(get("/events?limit=1").body()).path("next").asString();
    List<String> lines = new CopyOnWriteArrayList<>();
    HttpRequest request =
        HttpRequest.newBuilder(at("/events"))
            .header("Accept", "text/event-stream")
            .header("Last-Event-ID", cursor)
            .build();
    var answer = http.sendAsync(request, BodyHandlers.fromLineSubscriber(new Lines(lines)));

    await().until(() -> lines.stream().anyMatch(line -> line.startsWith("id:")));
    String later = publish("On the stream");

    await()
        .until(
            () ->
                lines.stream().anyMatch(line -> line.startsWith("data:") && line.contains(later)));
    assertThat(lines).contains("event:dev.galley.PostPublished.v1");
    answer.cancel(true);
  }

  @Test
  void readersThatDoNotReadDelayNobody() throws Exception {
    // More than the buffers of two sockets hold.
    String body = "x".repeat(120_000);
    for (int i = 0; i < 60; i++) {
      String post = UUID.randomUUID().toString();
      send(Topics.POSTS, published(post, 1, Update.FIRST, "Large", body));
    }
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 24; i++) {
        silent.add(readerThatDoesNotRead("/events"));
      }
      List<String> lines = new CopyOnWriteArrayList<>();
      HttpRequest request =
          HttpRequest.newBuilder(at("/events")).header("Accept", "text/event-stream").build();
      var answer = http.sendAsync(request, BodyHandlers.fromLineSubscriber(new Lines(lines)));

      // Shorter than the web server waits for a reader before it gives it up.
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> lines.stream().anyMatch(line -> line.startsWith("id:")));
      answer.cancel(true);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void oneAddressCannotTakeAllStreams() throws Exception {
    publish("For the first event");
    List<Socket> streams = new ArrayList<>();
    try {
      int refused = 0;
      for (int i = 0; i < 200; i++) {
        Socket stream = reader("127.0.0.2", "/events");
        streams.add(stream);
        refused += status(stream).equals("HTTP/1.1 429") ? 1 : 0;
      }
      assertThat(refused).isEqualTo(150);
      // Before anything is looked at, or asked of the broker.
      Socket wrong = reader("127.0.0.2", "/events?after=wrong");
      streams.add(wrong);
      assertThat(status(wrong)).isEqualTo("HTTP/1.1 429");

      Socket other = reader("127.0.0.3", "/events");
      streams.add(other);
      assertThat(status(other)).isEqualTo("HTTP/1.1 200");
      other.setSoTimeout(8_000);
      var lines =
          new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8));
      assertThat(lines.lines().anyMatch(line -> line.startsWith("id:"))).isTrue();
    } finally {
      for (Socket socket : streams) {
        socket.close();
      }
    }
  }

  @Test
  void manyReadersOfLargePagesTogetherDoNotFillTheHeap() throws Exception {
    String body = "x".repeat(120_000);
    for (int i = 0; i < 60; i++) {
      send(Topics.POSTS, published(UUID.randomUUID().toString(), 1, Update.FIRST, "Large", body));
    }
    await().until(() -> get("/events?limit=200").body().length() > 900_000);

    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(
          http.sendAsync(
              HttpRequest.newBuilder(at("/events?limit=200")).build(), BodyHandlers.ofString()));
    }

    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.join().statusCode()).isIn(200, 503);
      // More than a megabyte only for the sake of a single event.
      assertThat(answer.join().body().length()).isLessThan(1_300_000);
      if (answer.join().statusCode() == 503) {
        assertThat(answer.join().headers().firstValue("Retry-After")).isPresent();
      }
    }
  }

  private static String status(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
  }

  private static Socket readerThatDoesNotRead(String path) throws IOException {
    Socket socket = reader("127.0.0.1", path);
    assertThat(status(socket)).isEqualTo("HTTP/1.1 200");
    return socket;
  }

  private static Socket reader(String from, String path) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.bind(new InetSocketAddress(from, 0));
    socket.connect(new InetSocketAddress("127.0.0.1", at(path).getPort()));
    socket
        .getOutputStream()
        .write(
            ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private record Lines(List<String> into) implements java.util.concurrent.Flow.Subscriber<String> {

    @Override
    public void onSubscribe(java.util.concurrent.Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
      into.add(line);
    }

    @Override
    public void onError(Throwable failure) {
      into.add("failed: " + failure);
    }

    @Override
    public void onComplete() {
      into.add("completed");
    }
  }

  private static JsonNode createWebhook() throws Exception {
    String body =
        "{\"url\":\"http://127.0.0.1:%d/sink\"}".formatted(neighbours.getAddress().getPort());
    for (JsonNode old :
        JsonMapper.shared().readTree(api("GET", "/api/webhooks", null).body()).path("items")) {
      api("DELETE", "/api/webhooks/" + old.path("id").asString(), null);
    }
    HttpResponse<String> created = api("POST", "/api/webhooks", body);
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    return JsonMapper.shared().readTree(created.body());
  }

  private static HttpResponse<String> api(String method, String path, String body)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(at(path))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return http.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
  }

  private static URI at(String path) {
    return URI.create(
        "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port") + path);
  }

  private static List<Received> toldOf(String post) {
    return told.stream().filter(received -> received.body().contains(post)).toList();
  }

  private static boolean feedServiceHas(String post) {
    return service
            .getBean(com.mongodb.client.MongoDatabase.class)
            .getCollection("entries")
            .find(com.mongodb.client.model.Filters.eq("_id", post))
            .first()
        != null;
  }

  private static long postRevisionInFeedService(String post) {
    return service
        .getBean(com.mongodb.client.MongoDatabase.class)
        .getCollection("entries")
        .find(com.mongodb.client.model.Filters.eq("_id", post))
        .first()
        .getEmbedded(List.of("state", "post", "revision"), Number.class)
        .longValue();
  }

  private static String publish(String title) throws Exception {
    String post = UUID.randomUUID().toString();
    send(Topics.POSTS, published(post, 1, Update.FIRST, title));
    send(Topics.PAGES, rendered(post, 1, "<p>" + title + "</p>"));
    return post;
  }

  private static void send(String topic, Event event) throws Exception {
    service.getBean(EventSender.class).send(topic, event).get();
  }

  private static List<Receipt> receipts(String post) {
    EventCodec codec = service.getBean(EventCodec.class);
    return Topic.read(broker.bootstrapServers(), Topics.RECEIPTS).stream()
        .map(record -> codec.decode(record, Receipt.class))
        .filter(receipt -> receipt.postId().equals(post))
        .toList();
  }

  private static PostPublished published(String post, long revision, Update update, String title) {
    return published(post, revision, update, title, "Hello");
  }

  private static PostPublished published(
      String post, long revision, Update update, String title, String body) {
    Instant now = Instant.now();
    OffsetDateTime at = OffsetDateTime.now();
    return new PostPublished(
        EventIds.next(),
        now,
        post,
        revision,
        "post-" + post,
        List.of(),
        title,
        "markdown",
        body,
        null,
        List.of(new Author("chris-roos", "Chris Roos")),
        List.of("kafka"),
        "blog",
        Map.of(),
        null,
        "urn:uuid:" + post,
        at,
        at,
        update,
        null,
        update.isAnnounced() ? new Announcement(revision, update, now) : null,
        update.isAnnounced() ? List.of(new Announcement(revision, update, now)) : List.of());
  }

  private static PostPublished naming(PostPublished of, List<Announcement> announcements) {
    return new PostPublished(
        of.eventId(),
        of.occurredAt(),
        of.postId(),
        of.revision(),
        of.slug(),
        of.formerSlugs(),
        of.title(),
        of.format(),
        of.body(),
        of.summary(),
        of.authors(),
        of.tags(),
        of.kind(),
        of.metadata(),
        of.canonicalUrl(),
        of.entryId(),
        of.firstPublishedAt(),
        of.publishedAt(),
        of.update(),
        of.changeNote(),
        of.announcement(),
        announcements);
  }

  private static PostPublished minor(PostPublished of, long revision, String title) {
    return new PostPublished(
        EventIds.next(),
        Instant.now(),
        of.postId(),
        revision,
        of.slug(),
        List.of(),
        title,
        "markdown",
        "Hello!",
        null,
        of.authors(),
        of.tags(),
        of.kind(),
        Map.of(),
        null,
        of.entryId(),
        of.firstPublishedAt(),
        of.publishedAt(),
        Update.MINOR,
        null,
        of.announcement(),
        of.announcements());
  }

  private static PageRendered rendered(String post, long revision, String html) {
    return new PageRendered(
        EventIds.next(),
        Instant.now(),
        post,
        revision,
        Instant.now(),
        URI.create("/post-" + post),
        html,
        "Hello",
        List.of());
  }
}
