package dev.galley.post;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.store.MongoStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole service on a store in memory, with no broker anywhere near. Tests that need no settings
 * of their own share one, and each class finds an empty database.
 */
final class RunningService implements AutoCloseable {

  static final String TOKEN = "glly_test-token-of-the-launcher";

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Ends with the JVM. */
  private static @Nullable Instance sharedInstance;

  private final Instance instance;
  private final HttpClient client = HttpClient.newHttpClient();

  private RunningService(Instance instance) {
    this.instance = instance;
  }

  /** The one that tests share. */
  RunningService() {
    this(sharedInstance());
  }

  /** One with settings that others must not have. */
  RunningService(String... properties) {
    this(Instance.start(true, properties));
  }

  /** One with the usual settings for a test that leaves more behind than documents. */
  static RunningService ofItsOwn() {
    return new RunningService(Instance.start(true));
  }

  /** Another instance on the same store. */
  RunningService another() {
    return new RunningService(Instance.on(instance.store(), true, false));
  }

  private static synchronized Instance sharedInstance() {
    if (sharedInstance == null) {
      sharedInstance = Instance.start(false);
    }
    return sharedInstance;
  }

  private record Instance(
      MongoStore store, ConfigurableApplicationContext context, boolean ownsStore) {

    static Instance start(boolean closed, String... properties) {
      return on(new MongoStore(), closed, true, properties);
    }

    static Instance on(MongoStore store, boolean closed, boolean ownsStore, String... properties) {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "--server.port=0",
                  "--spring.mongodb.uri=" + store.url(),
                  "--galley.posts.store.database=" + store.database().getName(),
                  "--spring.kafka.bootstrap-servers=127.0.0.1:" + closedPort(),
                  "--galley.topics.patience=1ms",
                  // What waits to be sent is waited for one after the other, also at the end.
                  "--spring.kafka.producer.properties.max.block.ms=100",
                  "--galley.tokens.local=" + TOKEN));
      arguments.addAll(List.of(properties));
      // At the end of the JVM it would only wait for the broker once more.
      return new Instance(
          store,
          PostApplication.builder()
              .registerShutdownHook(closed)
              .run(arguments.toArray(String[]::new)),
          ownsStore);
    }
  }

  private static int closedPort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  MongoStore store() {
    return instance.store();
  }

  URI uri(String path) {
    int port = ((ServletWebServerApplicationContext) instance.context()).getWebServer().getPort();
    return URI.create("http://127.0.0.1:" + port).resolve(path);
  }

  <T> T bean(Class<T> type) {
    return instance.context().getBean(type);
  }

  Object bean(String name) {
    return instance.context().getBean(name);
  }

  HttpClient client() {
    return client;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path))
        .header("Authorization", "Bearer " + TOKEN)
        .header("Content-Type", "application/json");
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  HttpResponse<String> post(String path, String body) {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> post(String path, String body, String ifMatch) {
    return send(
        request(path).header("If-Match", ifMatch).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> put(String path, String body, String ifMatch) {
    return send(
        request(path).header("If-Match", ifMatch).PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> patch(String path, String body, String ifMatch) {
    return send(
        request(path)
            .setHeader("Content-Type", "application/merge-patch+json")
            .header("If-Match", ifMatch)
            .method("PATCH", HttpRequest.BodyPublishers.ofString(body)));
  }

  /**
   * The cookie of a browser that follows a sign-in link; empty when the link does not let it in.
   */
  Optional<String> follow(String link) {
    String token = link.substring(link.indexOf("#token=") + "#token=".length());
    HttpResponse<String> session =
        send(
            HttpRequest.newBuilder(uri("/api/session"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + token + "\"}")));
    return session.headers().firstValue("Set-Cookie").map(cookie -> cookie.split(";")[0]);
  }

  static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  static String etag(HttpResponse<?> response) {
    return response.headers().firstValue("ETag").orElse("");
  }

  @Override
  public void close() {
    boolean shared = instance == sharedInstance;
    if (shared || instance.ownsStore()) {
      // At its end a service would wait for the broker as long as anything waits to be sent.
      MongoDatabase database = store().database();
      for (String collection : database.listCollectionNames()) {
        database.getCollection(collection).deleteMany(new Document());
      }
    }
    if (!shared) {
      instance.context().close();
      if (instance.ownsStore()) {
        instance.store().close();
      }
    }
  }
}
