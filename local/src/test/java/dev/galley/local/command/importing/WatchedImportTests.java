package dev.galley.local.command.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.galley.local.command.client.GalleyApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedImportTests {

  private static final String OF_BEFORE = "{\"id\":\"1\",\"progress\":{\"done\":1,\"files\":2}}";

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ExecutorService answering = Executors.newCachedThreadPool();
  private volatile String imports = OF_BEFORE;
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(answering);
    server.createContext(
        "/api/imports", exchange -> answer(exchange, "{\"items\":[" + imports + "]}"));
    server.createContext(
        "/api/import",
        exchange -> {
          imports = "{\"id\":\"2\",\"progress\":{\"done\":30,\"files\":200}}," + OF_BEFORE;
          await("somebody is told").until(() -> out.size() > 0);
          answer(exchange, "{\"totals\":{\"files\":200}}");
        });
    server.start();
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    answering.shutdownNow();
  }

  @Test
  void saysHowFarTheImportHasComeThatItAwaits() throws IOException {
    GalleyApi api = new GalleyApi("http://127.0.0.1:" + server.getAddress().getPort(), "token");
    Path archive = Files.writeString(folder.resolve("a.zip"), "zip");

    var report =
        new WatchedImport(
                api, new PrintStream(out, true, StandardCharsets.UTF_8), Duration.ofMillis(10))
            .send("/api/import", archive);

    assertThat(report.at("/totals/files").asInt()).isEqualTo(200);
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .isNotEmpty()
        .allMatch("imported: 30 of 200 files"::equals);
  }
}
