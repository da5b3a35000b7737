package dev.galley.post.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.galley.event.Author;
import dev.galley.post.audit.Who;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.client.RestClient;

class PreviewControllerTests {

  private final AtomicReference<String> received = new AtomicReference<>();

  @AutoClose("shutdownNow")
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private HttpServer renderService;

  @BeforeEach
  void startRenderService() throws IOException {
    renderService =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    renderService.setExecutor(threads);
    renderService.start();
  }

  @AfterEach
  void stopRenderService() {
    renderService.stop(0);
  }

  @Test
  void asksRenderServiceForThePage() {
    renderServiceAnswers(200, "application/json", "{\"page\":\"<p>Hello</p>\",\"warnings\":[]}");

    MvcTestResult answer =
        preview(
            """
            {"title": "Hi", "body": "Hello", "kind": "blog", "authors": ["chris-roos"],
             "firstPublishedAt": "2014-04-11T09:30:00+01:00", "publishedAt": null}""");

    assertThat(answer).hasStatusOk().bodyJson().extractingPath("$.page").isEqualTo("<p>Hello</p>");
    assertThat(received.get())
        .contains("\"title\":\"Hi\"", "\"body\":\"Hello\"")
        .contains("\"authors\":[\"chris-roos\"]")
        .contains("\"firstPublishedAt\":\"2014-04-11T09:30:00+01:00\"")
        .contains("\"bylines\":[{\"slug\":\"chris-roos\",\"name\":\"Chris R. Roos\"}]");
  }

  @Test
  void leavesOutASlugThatIsNotOneYet() {
    renderServiceAnswers(200, "application/json", "{}");

    assertThat(preview("{\"slug\":\"Not yet!\"}")).hasStatusOk();
    assertThat(received.get()).contains("\"slug\":null");
  }

  @Test
  void handsOnWhatRenderServiceCannotRender() {
    renderServiceAnswers(422, "application/problem+json", "{\"title\":\"Too complex\"}");

    assertThat(preview("{\"body\":\"[\"}"))
        .hasStatus(HttpStatus.UNPROCESSABLE_CONTENT)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
        .bodyJson()
        .extractingPath("$.title")
        .isEqualTo("Too complex");
  }

  @Test
  void saysSoWhenRenderServiceIsAway() {
    renderService.stop(0);

    assertThat(preview("{}"))
        .hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
        .bodyJson()
        .extractingPath("$.type")
        .isEqualTo("/problems/preview-unavailable");
  }

  @Test
  void saysSoWhenRenderServiceIsBusy() {
    renderServiceAnswers(503, "application/problem+json", "{}");

    assertThatItIsBusy(preview("{}"));
  }

  @Test
  void makesOnePreviewAtATimeForAPerson() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    renderService.createContext(
        "/internal/preview",
        exchange -> {
          boolean slow = new String(exchange.getRequestBody().readAllBytes()).contains("Slow");
          asked.countDown();
          try {
            if (slow) {
              end.await();
            }
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    MockMvcTester api = api(Duration.ofSeconds(30));
    CompletableFuture<MvcTestResult> slow =
        CompletableFuture.supplyAsync(() -> preview(api, "anna", "{\"body\": \"Slow\"}"));
    asked.await();

    List<FutureTask<MvcTestResult>> waiting = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      waiting.add(new FutureTask<>(() -> preview(api, "anna", "{}")));
      Thread caller = new Thread(waiting.get(i));
      caller.start();
      await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);
    }

    assertThatItIsBusy(preview(api, "anna", "{}"));
    assertThat(preview(api, "bert", "{}")).hasStatusOk();
    end.countDown();
    assertThat(slow.get()).hasStatusOk();
    for (FutureTask<MvcTestResult> one : waiting) {
      assertThat(one.get()).hasStatusOk();
    }
  }

  private static void assertThatItIsBusy(MvcTestResult answer) {
    assertThat(answer)
        .hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
        .hasHeader("Retry-After", "1")
        .bodyJson()
        .extractingPath("$.type")
        .isEqualTo("/problems/preview-busy");
  }

  @Test
  void givesUpOnASilentRenderService() {
    renderService.createContext("/internal/preview", exchange -> {});

    assertThat(preview("{}", Duration.ofMillis(300))).hasStatus(HttpStatus.SERVICE_UNAVAILABLE);
  }

  private MvcTestResult preview(String body) {
    return preview(body, Duration.ofSeconds(30));
  }

  private MvcTestResult preview(String body, Duration timeout) {
    return preview(api(timeout), "anna", body);
  }

  private static MvcTestResult preview(MockMvcTester api, String person, String body) {
    var signedIn = new TestingAuthenticationToken(person, null);
    signedIn.setDetails(new Who("1", person, person));
    SecurityContextHolder.getContext().setAuthentication(signedIn);
    try {
      return api.post()
          .uri("/api/preview")
          .contentType(MediaType.APPLICATION_JSON)
          .content(body)
          .exchange();
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  private MockMvcTester api(Duration timeout) {
    URI url = URI.create("http://127.0.0.1:" + renderService.getAddress().getPort());
    var properties = new PreviewProperties(url, timeout);
    var service =
        new RenderService(
            properties,
            post -> List.of(new Author("chris-roos", "Chris R. Roos")),
            RestClient.builder());
    return MockMvcTester.of(new PreviewController(service));
  }

  private void renderServiceAnswers(int status, String type, String body) {
    renderService.createContext(
        "/internal/preview",
        exchange -> {
          received.set(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.getResponseHeaders().set("Content-Type", type);
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
