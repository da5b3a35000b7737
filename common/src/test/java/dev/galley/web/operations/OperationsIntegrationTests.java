package dev.galley.web.operations;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A service without anything of its own, and without a broker. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=operations-test",
      "spring.config.import=classpath:dev/galley/stream/stream.yml",
      "spring.application.name=some-service",
      "KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1",
      "galley.topics.patience=0s",
      "GALLEY_PROXIES=127.0.0.9",
      "GALLEY_METRICS_ALLOWED=127.0.0.0/30",
      "GALLEY_OPERATOR_TOKEN=opened"
    })
class OperationsIntegrationTests {

  @SpringBootApplication
  @RestController
  static class SomeService {

    @GetMapping("/client")
    String client(HttpServletRequest request) {
      return request.getRemoteAddr();
    }
  }

  private final HttpClient http = HttpClient.newHttpClient();
  @LocalServerPort private int port;

  @Test
  void tellsTheOperatorWhatIsWaiting() throws Exception {
    HttpResponse<String> health = get("/health");

    assertThat(health.statusCode()).isEqualTo(503);
    assertThat(health.body())
        .contains("\"broker\":{\"details\":{\"reason\":\"The broker does not answer\"}")
        .contains("\"consumers\":{\"details\":{\"reason\":\"No consumer has started yet\"}");
  }

  @Test
  void tellsAStrangerOneWord() throws Exception {
    assertThat(get("/health/liveness", "X-Forwarded-For", "203.0.113.9").body())
        .isEqualTo("{\"status\":\"UP\"}");
    assertThat(get("/health", "X-Forwarded-For", "203.0.113.9").body())
        .isEqualTo("{\"groups\":[\"liveness\",\"readiness\"],\"status\":\"DOWN\"}");
    assertThat(get("/health/broker", "X-Forwarded-For", "203.0.113.9").statusCode()).isEqualTo(404);
  }

  @Test
  void isAliveWithoutABroker() throws Exception {
    assertThat(get("/health/liveness").statusCode()).isEqualTo(200);
  }

  @Test
  void showsMeasuresToOperatorsOnly() throws Exception {
    assertThat(get("/metrics").body())
        .containsPattern("jvm_threads_live_threads\\{.*service=\"some-service\"");
    assertThat(get("/metrics", "Forwarded", "for=203.0.113.9").statusCode()).isEqualTo(403);
  }

  @Test
  void knowsAnOperatorByANameThatIsThisMachinesAlone() throws Exception {
    assertThat(raw("127.0.0.1", "/metrics", "localhost:" + port)).startsWith("HTTP/1.1 200");
    assertThat(raw("127.0.0.1", "/metrics", "rebound.example:" + port)).startsWith("HTTP/1.1 403");
    // As a proxy on this machine passes on what it was asked for.
    assertThat(raw("127.0.0.1", "/metrics", "127.0.0.1:1")).startsWith("HTTP/1.1 403");
    assertThat(raw("127.0.0.1", "/health/consumers", "rebound.example")).startsWith("HTTP/1.1 404");
    assertThat(raw("127.0.0.1", "/health/consumers", "localhost"))
        .contains("No consumer has started yet");
  }

  @Test
  void takesAProxyForNoOperatorWhateverItLeavesOut() throws Exception {
    assertThat(raw("127.0.0.9", "/metrics", "localhost:" + port)).startsWith("HTTP/1.1 403");
    assertThat(raw("127.0.0.9", "/metrics", "localhost", "X-Forwarded-For: 127.0.0.1"))
        .startsWith("HTTP/1.1 403");
    assertThat(raw("127.0.0.9", "/metrics", "any.example", "Authorization: Bearer opened"))
        .startsWith("HTTP/1.1 200");
    assertThat(raw("127.0.0.9", "/metrics", "any.example", "Authorization: Bearer open"))
        .startsWith("HTTP/1.1 403");
  }

  /** The framework finds the measures at each of these. */
  @ParameterizedTest
  @ValueSource(strings = {"/metrics;a=b", "/%6Detrics", "/%6detrics;a"})
  void hidesMeasuresHoweverTheirAddressIsWritten(String path) throws Exception {
    assertThat(raw("127.0.0.9", path, "localhost:" + port)).startsWith("HTTP/1.1 403");
  }

  @Test
  void believesAClientsAddressOfANamedProxyOnly() throws Exception {
    assertThat(
            raw("127.0.0.9", "/client", "any.example", "X-Forwarded-For: 192.0.2.1, 203.0.113.9"))
        .endsWith("203.0.113.9");
    assertThat(raw("127.0.0.1", "/client", "any.example", "X-Forwarded-For: 203.0.113.9"))
        .endsWith("127.0.0.1");
  }

  /** A script could have it echo what scripts must not see. */
  @ParameterizedTest
  @ValueSource(strings = {"/client", "/health", "/nowhere"})
  void echoesNothing(String path) throws Exception {
    HttpRequest trace =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method("TRACE", BodyPublishers.noBody())
            .header("X-Secret", "hidden")
            .build();

    HttpResponse<String> answer = http.send(trace, BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.body()).contains("/problems/method-not-allowed").doesNotContain("hidden");
  }

  // Health and measures are all that the actuator shows, to anybody.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "env", "beans", "heapdump", "threaddump", "loggers", "configprops", "mappings",
        "shutdown", "info", "bindings", "functions", "channels", "sbom", "actuator", "prometheus"
      })
  void hidesTheRestOfTheActuator(String endpoint) throws Exception {
    assertThat(get("/" + endpoint).statusCode()).isEqualTo(404);
    assertThat(get("/actuator/" + endpoint).statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private String raw(String from, String path, String host, String... headers) throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(new InetSocketAddress("127.0.0.1", port));
      String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\n%sConnection: close\r\n\r\n".formatted(path, host, more);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
