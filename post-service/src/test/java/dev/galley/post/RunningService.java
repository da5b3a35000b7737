package dev.galley.post;

import dev.galley.post.draft.MongoStore;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a store in memory, with no broker anywhere near. */
final class RunningService implements AutoCloseable {

  static final String TOKEN = "glly_test-token-of-the-launcher";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final MongoStore store = new MongoStore();
  private final ConfigurableApplicationContext context;
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI base;

  RunningService(String... properties) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--spring.mongodb.uri=" + store.url(),
                "--galley.posts.store.database=" + store.database().getName(),
                "--spring.kafka.bootstrap-servers=127.0.0.1:" + closedPort(),
                "--galley.topics.patience=1ms",
                "--galley.tokens.local=" + TOKEN));
    arguments.addAll(List.of(properties));
    context = PostApplication.builder().run(arguments.toArray(String[]::new));
    int port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    base = URI.create("http://127.0.0.1:" + port);
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  MongoStore store() {
    return store;
  }

  URI uri(String path) {
    return base.resolve(path);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  Object bean(String name) {
    return context.getBean(name);
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

  static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  static String etag(HttpResponse<?> response) {
    return response.headers().firstValue("ETag").orElse("");
  }

  @Override
  public void close() {
    context.close();
    store.close();
  }
}
