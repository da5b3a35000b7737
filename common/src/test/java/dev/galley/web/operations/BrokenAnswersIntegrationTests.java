package dev.galley.web.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.galley.web.EventPush;
import dev.galley.web.EventStreams;
import dev.galley.web.problem.ProblemAdvice;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Clients that go in the middle, over real sockets, and what the log says of them. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.name=operations-test",
      "spring.config.import=classpath:dev/galley/stream/stream.yml",
      "spring.application.name=some-service",
      "KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1",
      "galley.topics.patience=0s",
      "logging.level.dev.galley.web=debug"
    })
class BrokenAnswersIntegrationTests {

  private static final int STREAMS = 2;

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import({Things.class, ThingProblems.class})
  static class SomeService {

    @Bean
    EventStreams streams() {
      return new EventStreams("streams", STREAMS, STREAMS);
    }
  }

  @RestControllerAdvice
  static class ThingProblems extends ProblemAdvice {}

  @RestController
  static class Things {

    private final EventStreams streams;

    Things(EventStreams streams) {
      this.streams = streams;
    }

    @GetMapping("/file")
    void file(HttpServletResponse response) throws IOException {
      response.setContentType("application/pdf");
      byte[] part = new byte[1024 * 1024];
      for (int i = 0; i < 64; i++) {
        response.getOutputStream().write(part);
      }
    }

    @GetMapping("/broken")
    void broken(HttpServletResponse response) throws IOException {
      response.setContentType("application/pdf");
      response.getOutputStream().write(1);
      response.flushBuffer();
      throw new IllegalStateException("Half of it is missing");
    }

    @PostMapping("/body")
    void body(@RequestBody Map<String, String> body) {}

    @GetMapping("/stream")
    void stream(HttpServletRequest request, HttpServletResponse response) {
      try (EventStreams.Place place = streams.place(request)) {
        EventPush push =
            place.open(
                request,
                response,
                () -> List.of(EventPush.event(null, "large", "x".repeat(1024 * 1024))),
                () -> {});
        if (push != null) {
          push.wake();
        }
      }
    }
  }

  private final List<ILoggingEvent> logged = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          logged.add(event);
        }
      };
  @LocalServerPort private int port;

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  @BeforeEach
  void listen() {
    appender.start();
    root().addAppender(appender);
  }

  @AfterEach
  void stop() {
    root().detachAppender(appender);
  }

  private Socket send(String request) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    socket
        .getOutputStream()
        .write((request + "\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** With a reset, after the first of it. */
  private void cut(String path) throws IOException {
    try (Socket socket = send("GET " + path + " HTTP/1.1")) {
      assertThat(socket.getInputStream().readNBytes(12)).asString().isEqualTo("HTTP/1.1 200");
      socket.setSoLinger(true, 0);
    }
  }

  private boolean says(String message) {
    return logged.stream().anyMatch(event -> event.getFormattedMessage().startsWith(message));
  }

  private void assertThatNothingIsWrong() {
    assertThat(logged)
        // The broker is away in this test.
        .filteredOn(event -> !event.getLoggerName().matches(".*(kafka|galley\\.stream).*"))
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .extracting(ILoggingEvent::getLoggerName, ILoggingEvent::getFormattedMessage)
        .isEmpty();
  }

  @Test
  void aCutDownloadIsNoError() throws Exception {
    cut("/file");

    await().until(() -> says("A client is gone"));
    assertThatNothingIsWrong();
  }

  @Test
  void aCutStreamIsNoError() throws Exception {
    cut("/stream");

    await().until(() -> says("A stream ends"));
    await().until(() -> head("/stream") == 200 && head("/stream") == 200);
    assertThatNothingIsWrong();
  }

  @Test
  void bodiesThatAreTooSlowAreNoErrors() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        slow.add(
            send("POST /body HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 9999"));
      }
      for (Socket socket : slow) {
        socket.setSoTimeout(30_000);
        assertThat(firstLine(socket)).isIn("HTTP/1.1 408", "");
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
    assertThatNothingIsWrong();
  }

  private static String firstLine(Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    } catch (SocketException e) {
      return "";
    }
  }

  @Test
  void anAnswerThatBreaksOffIsLoggedOnceAndNotMistakenForAWhole() throws Exception {
    try (Socket socket = send("GET /broken HTTP/1.1")) {
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
          .startsWith("HTTP/1.1 200")
          .doesNotContain("problems")
          // The last chunk.
          .doesNotEndWith("0\r\n\r\n");
    }

    await().until(() -> logged.stream().anyMatch(event -> event.getLevel() == Level.ERROR));
    assertThat(logged)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .filteredOn(event -> !event.getLoggerName().matches(".*(kafka|galley\\.stream).*"))
        .hasSize(1);
  }

  @Test
  void aHeadOpensNoStream() throws Exception {
    for (int i = 0; i < 2 * STREAMS; i++) {
      assertThat(head("/stream")).isEqualTo(200);
    }
  }

  private int head(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method("HEAD", BodyPublishers.noBody())
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}
