package dev.galley.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A service without anything of its own, and without a broker. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=operations-test",
      "spring.config.import=classpath:dev/galley/stream/stream.yml",
      "spring.application.name=some-service",
      "KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1",
      "galley.topics.patience=0s"
    })
class OperationsIntegrationTests {

  @SpringBootApplication
  static class SomeService {}

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
}
