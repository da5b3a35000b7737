package dev.galley.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Very many endpoints, of which of each ten one is slow, one fails and one is gone. */
final class HookSink implements AutoCloseable {

  enum Kind {
    HEALTHY,
    SLOW,
    FAILING,
    GONE;

    static Kind of(int endpoint) {
      return switch (endpoint % 10) {
        case 0 -> SLOW;
        case 1 -> FAILING;
        case 2 -> GONE;
        default -> HEALTHY;
      };
    }
  }

  private static final Duration SLOW = Duration.ofSeconds(5);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<Integer, Set<String>> messages = new ConcurrentHashMap<>();
  private final Map<Integer, Instant> firstCalls = new ConcurrentHashMap<>();

  HookSink() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
    server.setExecutor(threads);
    server.createContext("/", this::receive);
    server.start();
  }

  String url(int endpoint) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + endpoint;
  }

  /** By endpoint, the ids of the messages that it took. */
  Map<Integer, Set<String>> messages() {
    return messages;
  }

  /** By endpoint, when it was first called. */
  Map<Integer, Instant> firstCalls() {
    return firstCalls;
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      int endpoint = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
      exchange.getRequestBody().readAllBytes();
      firstCalls.putIfAbsent(endpoint, Instant.now());
      int status =
          switch (Kind.of(endpoint)) {
            case HEALTHY -> 204;
            case SLOW -> {
              TimeUnit.MILLISECONDS.sleep(SLOW.toMillis());
              yield 204;
            }
            case FAILING -> 500;
            case GONE -> 410;
          };
      if (status == 204) {
        messages
            .computeIfAbsent(endpoint, key -> ConcurrentHashMap.newKeySet())
            .add(exchange.getRequestHeaders().getFirst("webhook-id"));
      }
      exchange.sendResponseHeaders(status, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
