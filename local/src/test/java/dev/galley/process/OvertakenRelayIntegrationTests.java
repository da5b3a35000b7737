package dev.galley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.galley.event.Topics;
import dev.galley.local.system.FreePort;
import dev.galley.local.system.Topic;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two post-services of one deployment. What the one has sent stays on its way while the process is
 * stopped and the other one publishes, and arrives last.
 */
class OvertakenRelayIntegrationTests {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir private Path folder;
  private final List<AutoCloseable> started = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private HoldingProxy proxy;
  private JavaProcess slow;
  private URI slowAddress;
  private URI otherAddress;
  private String brokerAddress;
  private MongoClient mongo;

  @BeforeEach
  void start() throws IOException {
    int brokerPort = FreePort.any();
    Machinery broker = closing(Machinery.ownBroker(folder, brokerPort));
    Machinery store = closing(Machinery.ownStore(folder));
    brokerAddress = broker.address();
    proxy = closing(new HoldingProxy(brokerPort));
    mongo = closing(MongoClients.create(store.address()));
    slowAddress = address();
    slow = instance("slow", slowAddress, store.address(), proxy.address());
    otherAddress = address();
    instance("other", otherAddress, store.address(), brokerAddress);
    awaitReady(slowAddress);
    awaitReady(otherAddress);
  }

  private <T extends AutoCloseable> T closing(T one) {
    started.add(0, one);
    return one;
  }

  private static URI address() {
    return URI.create("http://127.0.0.1:" + FreePort.any());
  }

  private JavaProcess instance(String name, URI address, String store, String broker) {
    Map<String, String> environment = new HashMap<>();
    environment.put("MONGODB_URI", store);
    environment.put("KAFKA_BOOTSTRAP_SERVERS", broker);
    environment.put("PORT", Integer.toString(address.getPort()));
    environment.put("GALLEY_BOOTSTRAP", "true");
    environment.put("GALLEY_BOOTSTRAP_FILE", folder.resolve("owner-token").toString());
    environment.put("GALLEY_ASSETS", folder.resolve("assets").toString());
    // Neither the sweep nor the reconciliation is to mend what the relay has to.
    environment.put("GALLEY_OUTBOX_LEASE", "1h");
    environment.put("GALLEY_OUTBOX_LEASEATSTART", "1h");
    environment.put("GALLEY_OUTBOX_RECONCILEDELAY", "1h");
    return closing(
        JavaProcess.jar(ServiceJar.unpacked("post-service"), folder.resolve(name), environment));
  }

  private void awaitReady(URI address) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(
            () -> {
              HttpRequest question =
                  HttpRequest.newBuilder(address.resolve("/health/readiness")).build();
              assertThat(http.send(question, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            });
  }

  @AfterEach
  void stop() throws Exception {
    slow.signal("CONT");
    for (AutoCloseable one : started) {
      one.close();
    }
  }

  @Test
  void endsWithTheNewestRevisionWhenAnOlderOneArrivesAfterIt() throws Exception {
    String id = draft();
    publish(slowAddress, id, 1);
    await().atMost(PATIENCE).until(() -> sent(id).equals(List.of(2L)));
    await().atMost(PATIENCE).until(() -> marks(id) == 0);

    proxy.hold();
    publish(slowAddress, id, 2);
    await().atMost(PATIENCE).until(proxy::holds);
    slow.signal("STOP");
    publish(otherAddress, id, 3);
    await().atMost(PATIENCE).until(() -> sent(id).equals(List.of(2L, 4L)));
    await().atMost(PATIENCE).until(() -> marks(id) == 1);
    proxy.release();
    await().atMost(PATIENCE).until(() -> sent(id).equals(List.of(2L, 4L, 3L)));
    slow.signal("CONT");

    await().atMost(PATIENCE).until(() -> marks(id) == 0);
    assertThat(sent(id)).containsExactly(2L, 4L, 3L, 4L);
  }

  private String draft() throws Exception {
    HttpResponse<String> answer =
        http.send(
            change(slowAddress, "/api/posts")
                .POST(BodyPublishers.ofString("{\"title\":\"Overtaken\",\"body\":\"Hi.\"}"))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return json.readTree(answer.body()).get("id").asString();
  }

  private void publish(URI instance, String id, long revision) throws Exception {
    HttpResponse<String> answer =
        http.send(
            change(instance, "/api/posts/" + id + "/publish")
                .header("If-Match", "\"" + revision + "\"")
                .POST(BodyPublishers.ofString("{}"))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private HttpRequest.Builder change(URI instance, String path) throws IOException {
    return HttpRequest.newBuilder(instance.resolve(path))
        .header(
            "Authorization", "Bearer " + Files.readString(folder.resolve("owner-token")).strip())
        .header("Content-Type", "application/json");
  }

  private int marks(String id) {
    Document post =
        mongo
            .getDatabase("galley_posts")
            .getCollection("posts")
            .find(new Document("_id", id))
            .first();
    return post.getList("marks", Document.class).size();
  }

  /** The revisions of a post in the order of the topic. */
  private List<Long> sent(String id) {
    return Topic.read(brokerAddress, Topics.POSTS).stream()
        .map(record -> json.readTree(record.value()))
        .filter(event -> event.get("postId").asString().equals(id))
        .map(event -> event.get("revision").asLong())
        .toList();
  }
}
