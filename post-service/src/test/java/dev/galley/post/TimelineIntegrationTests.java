package dev.galley.post;

import static dev.galley.post.RunningService.etag;
import static dev.galley.post.RunningService.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import dev.galley.event.Receipt;
import dev.galley.stream.codec.EventIds;
import dev.galley.stream.consuming.Received;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The timeline of a post as a browser follows it. */
class TimelineIntegrationTests {

  @AutoClose private static RunningService service;

  @BeforeAll
  static void start() {
    service = new RunningService();
  }

  private static Receipt receipt(String postId, Receipt.Outcome outcome) {
    return new Receipt(
        EventIds.next(),
        Instant.parse("2017-11-03T16:33:22Z"),
        postId,
        2,
        "page",
        null,
        null,
        outcome,
        outcome == Receipt.Outcome.FAILED ? "It cannot be rendered" : null,
        12,
        1,
        null);
  }

  @SuppressWarnings("unchecked")
  private static void arrives(Receipt receipt) {
    ((Consumer<List<Received<Receipt>>>) service.bean("receipts"))
        .accept(List.of(Received.of(receipt)));
  }

  @Test
  void tellsABrowserOfEveryStepAsItHappens() {
    HttpResponse<String> created =
        service.post("/api/posts", "{\"title\":\"Timeline\",\"body\":\"Text\"}");
    String id = json(created).get("id").asString();
    List<String> lines = new CopyOnWriteArrayList<>();
    CompletableFuture<HttpResponse<Stream<String>>> stream =
        service
            .client()
            .sendAsync(
                service
                    .request("/api/posts/" + id + "/deliveries")
                    .header("Accept", "text/event-stream")
                    .build(),
                HttpResponse.BodyHandlers.ofLines());
    stream.thenAcceptAsync(response -> response.body().forEach(lines::add));
    await().until(() -> lines.stream().anyMatch(line -> line.startsWith(":")));

    service.post("/api/posts/" + id + "/publish", "", etag(created));
    await()
        .untilAsserted(
            () ->
                assertThat(lines)
                    .contains("event:delivery")
                    .anySatisfy(
                        line -> assertThat(line).contains("\"revision\":2").contains("first")));
    arrives(receipt(id, Receipt.Outcome.SUCCEEDED));

    await()
        .untilAsserted(
            () -> assertThat(lines).anySatisfy(line -> assertThat(line).contains("succeeded")));
    assertThat(
            json(service.get("/api/posts/" + id + "/deliveries"))
                .at("/items/0/steps/0/latencyMillis")
                .asInt())
        .isEqualTo(12);
  }

  @Test
  void readersThatDoNotReadDelayNobody() throws IOException {
    String crowded = published("Crowded");
    giveItALargeTimeline(crowded);
    String other = published("Other");
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 24; i++) {
        silent.add(readerThatDoesNotRead("/api/posts/" + crowded + "/deliveries"));
      }
      for (String id : List.of(other, crowded)) {
        List<String> lines = new CopyOnWriteArrayList<>();
        service
            .client()
            .sendAsync(
                service
                    .request("/api/posts/" + id + "/deliveries")
                    .header("Accept", "text/event-stream")
                    .build(),
                HttpResponse.BodyHandlers.ofLines())
            .thenAcceptAsync(response -> response.body().forEach(lines::add));

        // Shorter than the web server waits for a reader before it gives it up.
        await().atMost(Duration.ofSeconds(15)).until(() -> lines.contains("event:delivery"));
      }
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  private static String published(String title) {
    HttpResponse<String> created =
        service.post("/api/posts", "{\"title\":\"" + title + "\",\"body\":\"Text\"}");
    String id = json(created).get("id").asString();
    service.post("/api/posts/" + id + "/publish", "", etag(created));
    return id;
  }

  /** More than the buffers of two sockets hold. */
  private static void giveItALargeTimeline(String postId) {
    Document steps = new Document();
    for (int i = 0; i < 3_000; i++) {
      steps.append(
          "step" + i,
          new Document("step", "webhook")
              .append("target", "t" + i)
              .append("outcome", "FAILED")
              .append("reason", "x".repeat(1_000))
              .append("latencyMillis", 1L)
              .append("attempt", 1)
              .append("at", Date.from(Instant.parse("2017-11-03T16:33:22Z"))));
    }
    service
        .bean(MongoDatabase.class)
        .getCollection("deliveries")
        .insertOne(new Document("_id", postId + ":2").append("steps", steps));
  }

  private static Socket readerThatDoesNotRead(String path) throws IOException {
    Socket socket = reader(path);
    assertThat(status(socket)).isEqualTo("HTTP/1.1 200");
    return socket;
  }

  private static String status(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
  }

  private static Socket reader(String path) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress("127.0.0.1", service.uri("/").getPort()));
    socket
        .getOutputStream()
        .write(
            ("GET "
                    + path
                    + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n"
                    + "Authorization: Bearer "
                    + RunningService.TOKEN
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void listsAndDismissesWhatFailed() {
    HttpResponse<String> created =
        service.post("/api/posts", "{\"title\":\"Failing\",\"body\":\"Text\"}");
    String id = json(created).get("id").asString();
    service.post("/api/posts/" + id + "/publish", "", etag(created));

    arrives(receipt(id, Receipt.Outcome.FAILED));

    var failure = json(service.get("/api/failures")).at("/items/0");
    assertThat(failure.get("slug").asString()).isEqualTo("failing");
    assertThat(failure.get("reason").asString()).isEqualTo("It cannot be rendered");
    String path = "/api/failures/" + failure.get("id").asString();
    assertThat(service.post(path + "/retry", "").statusCode()).isEqualTo(202);
    assertThat(service.send(service.request(path).DELETE()).statusCode()).isEqualTo(204);
    assertThat(service.post(path + "/retry", "").statusCode()).isEqualTo(404);
  }

  @Test
  void refusesAClientWithTooManyStreamsBeforeTheStoreIsAsked() throws IOException {
    String path = "/api/posts/" + published("Many streams") + "/deliveries";
    List<Socket> open = new ArrayList<>();
    try {
      await()
          .until(
              () -> {
                open.add(reader(path));
                return status(open.get(open.size() - 1)).equals("HTTP/1.1 429");
              });

      // Only the store knows that there is no such post.
      open.add(reader("/api/posts/none/deliveries"));
      assertThat(status(open.get(open.size() - 1))).isEqualTo("HTTP/1.1 429");
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
    await().until(() -> follow("none") == 404);
  }

  @Test
  void refusesToFollowAPostThatDoesNotExist() {
    assertThat(follow("none")).isEqualTo(404);
  }

  private static int follow(String id) {
    return service
        .send(
            service
                .request("/api/posts/" + id + "/deliveries")
                .header("Accept", "text/event-stream")
                .GET())
        .statusCode();
  }
}
