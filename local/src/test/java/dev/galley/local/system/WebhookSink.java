package dev.galley.local.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A subscriber that writes down what it is told. */
public final class WebhookSink implements AutoCloseable {

  /**
   * One accepted call.
   *
   * @param id the {@code webhook-id}, the same when a call is repeated
   */
  public record Call(String id, JsonNode body) {

    public String postId() {
      return body.at("/data/postId").asString();
    }

    public long revision() {
      return body.at("/data/revision").asLong();
    }
  }

  private final HttpServer server;
  private final JsonMapper json = new JsonMapper();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile int status = 204;

  public WebhookSink() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::receive);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  public List<Call> calls() {
    return calls;
  }

  public void answer(int newStatus) {
    status = newStatus;
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (status / 100 == 2) {
        calls.add(
            new Call(exchange.getRequestHeaders().getFirst("webhook-id"), json.readTree(body)));
      }
      exchange.sendResponseHeaders(status, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
