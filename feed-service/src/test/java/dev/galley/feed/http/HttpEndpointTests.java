package dev.galley.feed.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.galley.web.connection.AddressRange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How endpoints behave, and what is made of it. */
@Timeout(120)
class HttpEndpointTests {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2017-11-03T16:00:00Z"), ZoneOffset.UTC);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final HttpEndpoint endpoint = endpoint(Duration.ofSeconds(2));
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
    endpoint.close();
  }

  @Test
  void acceptsEverySuccess() throws IOException {
    for (int status : new int[] {200, 201, 202, 204}) {
      assertThat(call(answering(status, Map.of()))).isInstanceOf(Answer.Accepted.class);
    }
  }

  @Test
  void takesEveryOtherStatusAsAFailure() throws IOException {
    for (int status : new int[] {400, 401, 404, 429, 500, 503}) {
      Answer answer = call(answering(status, Map.of()));

      assertThat(answer).isInstanceOf(Answer.Failed.class);
      assertThat(answer.status()).isEqualTo(status);
    }
    assertThat(call(answering(410, Map.of()))).isInstanceOf(Answer.Gone.class);
  }

  @Test
  void closesEachConnectionInOrder() throws Exception {
    for (String answer :
        List.of("204 No Content\r\n\r\n", "200 OK\r\nContent-Length: 2\r\n\r\nOK")) {
      try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        Future<Integer> afterwards =
            threads.submit(
                () -> {
                  try (Socket socket = listening.accept()) {
                    InputStream in = socket.getInputStream();
                    String request = "";
                    while (!request.endsWith("\r\n\r\n{}")) {
                      request += (char) in.read();
                    }
                    socket.getOutputStream().write(("HTTP/1.1 " + answer).getBytes());
                    return in.read();
                  }
                });

        URI url = URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/");
        assertThat(endpoint.post(url, Map.of(), "{}".getBytes()))
            .isInstanceOf(Answer.Accepted.class);

        // A reset connection throws.
        assertThat(afterwards.get()).isEqualTo(-1);
      }
    }
  }

  @Test
  void followsNoRedirect() throws IOException {
    AtomicInteger reached = new AtomicInteger();
    server.createContext(
        "/inside",
        exchange -> {
          reached.incrementAndGet();
          exchange.close();
        });
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      Answer answer = call(answering(status, Map.of("Location", "/inside")));

      assertThat(answer.summary()).contains("redirects are not followed");
    }
    assertThat(reached).hasValue(0);
  }

  @Test
  void understandsBothFormsOfRetryAfter() throws IOException {
    assertThat(retryAfter("120")).isEqualTo(Duration.ofMinutes(2));
    assertThat(retryAfter("Fri, 03 Nov 2017 16:30:00 GMT")).isEqualTo(Duration.ofMinutes(30));
    assertThat(retryAfter("999999999")).isEqualTo(Duration.ofHours(24));
    assertThat(retryAfter("Fri, 03 Nov 2017 15:30:00 GMT")).isNull();
    assertThat(retryAfter("-5")).isNull();
    assertThat(retryAfter("soon")).isNull();
  }

  @Test
  void givesUpOnAnEndpointThatHangs() throws IOException {
    Answer answer =
        call(
            exchange -> {
              waitForTheEnd();
              exchange.close();
            });

    // It has the message, and may have taken it.
    assertThat(answer).isInstanceOf(Answer.Lost.class);
    assertThat(answer.status()).isZero();
  }

  @Test
  void callsAnEndpointWhileManyOthersOfItsHostHang() throws Exception {
    CountDownLatch hanging = new CountDownLatch(50);
    server.createContext(
        "/hangs",
        exchange -> {
          hanging.countDown();
          waitForTheEnd();
          exchange.close();
        });
    try (HttpEndpoint patient = endpoint(Duration.ofMinutes(1))) {
      for (int i = 0; i < 50; i++) {
        threads.submit(() -> patient.post(url("/hangs"), Map.of(), new byte[0]));
      }
      hanging.await();
      server.createContext("/works", answering(204, Map.of()));

      assertThat(patient.post(url("/works"), Map.of(), new byte[0]))
          .isInstanceOf(Answer.Accepted.class);
      end.countDown();
    }
  }

  @Test
  void givesUpOnAnEndpointThatAnswersByteByByte() throws IOException {
    Answer answer =
        call(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              try (OutputStream out = exchange.getResponseBody()) {
                while (end.getCount() > 0) {
                  out.write('x');
                  out.flush();
                  pause();
                }
              }
            });

    assertThat(answer.summary()).isEqualTo("did not answer within 2 s");
  }

  @Test
  void readsNoMoreThanItNeedsOfAnEndlessAnswer() throws IOException {
    byte[] chunk = new byte[1 << 16];
    AtomicInteger chunks = new AtomicInteger();
    Answer answer =
        call(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              try (OutputStream out = exchange.getResponseBody()) {
                while (chunks.incrementAndGet() < 1 << 14) {
                  out.write(chunk);
                }
              }
            });

    assertThat(answer).isInstanceOf(Answer.Accepted.class);
    assertThat(answer.excerpt().length()).isLessThanOrEqualTo(500);
    assertThat(chunks.get()).as("of 1 GB").isLessThan(1 << 10);
  }

  @Test
  void survivesAResetConnection() throws Exception {
    try (ServerSocket rude = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      threads.execute(
          () -> {
            try (Socket socket = rude.accept()) {
              socket.setSoLinger(true, 0);
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          });

      Answer answer = post("http://127.0.0.1:" + rude.getLocalPort() + "/");

      assertThat(answer.summary()).startsWith("could not be reached");
    }
  }

  @Test
  void trustsNoCertificateThatNobodySigned() throws Exception {
    try (SelfSigned https = SelfSigned.start();
        HttpEndpoint patient = endpoint(Duration.ofSeconds(30))) {
      Answer answer =
          patient.post(
              URI.create("https://localhost:" + https.port() + "/"), Map.of(), new byte[0]);

      assertThat(answer).isInstanceOf(Answer.Failed.class);
      assertThat(answer.summary()).contains("SSLHandshakeException");
    }
  }

  @Test
  void sendsTheBodyAndTheHeadersThatWereSigned() throws IOException {
    StringBuilder seen = new StringBuilder();
    server.createContext(
        "/",
        exchange -> {
          seen.append(exchange.getRequestHeaders().getFirst("webhook-id"))
              .append(' ')
              .append(exchange.getRequestHeaders().getFirst("Content-Type"))
              .append(' ')
              .append(new String(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });

    endpoint.post(url("/"), Map.of("webhook-id", "msg_1"), "{\"a\":1}".getBytes());

    assertThat(seen.toString()).matches("msg_1 application/json.* \\{\"a\":1}");
  }

  @Test
  void takesNothingForAnEchoButTheVeryText() throws IOException {
    for (String body :
        List.of("", "abc", "abcde", "abcd\n", " abcd", "ABCD", "x".repeat(100_000))) {
      assertThat(get(200, body)).as(body).isInstanceOf(Answer.Failed.class);
    }
    assertThat(get(302, "abcd")).isInstanceOf(Answer.Failed.class);
    assertThat(get(404, "abcd")).isInstanceOf(Answer.Failed.class);
    assertThat(get(200, "abcd")).isInstanceOf(Answer.Accepted.class);
    assertThat(get(201, "abcd")).isInstanceOf(Answer.Accepted.class);
  }

  @Test
  void endsACallAfterALimitOfItsOwn() throws IOException {
    server.createContext(
        "/hangs",
        exchange -> {
          while (end.getCount() > 0) {
            pause();
          }
          exchange.close();
        });
    URI url = url("/hangs");

    assertThat(endpoint.get(url, "abcd", Duration.ofSeconds(1)).summary())
        .isEqualTo("did not answer within 1 s");
    assertThat(endpoint.get(url, "abcd", Duration.ofDays(1)).summary())
        .isEqualTo("did not answer within 2 s");
  }

  private Answer get(int status, String body) {
    String path = "/" + System.nanoTime();
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Location", path);
          exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
          exchange.getResponseBody().write(body.getBytes());
          exchange.close();
        });
    return endpoint.get(url(path), "abcd", Duration.ofSeconds(30));
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static HttpEndpoint endpoint(Duration timeout) {
    return new HttpEndpoint(
        new GuardedDns(
            SystemDefaultDnsResolver.INSTANCE,
            new AddressGuard(List.of(AddressRange.parse("127.0.0.0/8"))),
            Set.of()),
        timeout,
        timeout,
        null,
        CLOCK);
  }

  private Duration retryAfter(String value) throws IOException {
    return ((Answer.Failed) call(answering(503, Map.of("Retry-After", value)))).retryAfter();
  }

  private static HttpHandler answering(int status, Map<String, String> headers) {
    return exchange -> {
      headers.forEach(exchange.getResponseHeaders()::add);
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    };
  }

  private Answer call(HttpHandler handler) throws IOException {
    String path = "/" + System.nanoTime();
    server.createContext(
        path,
        (HttpExchange exchange) -> {
          exchange.getRequestBody().readAllBytes();
          handler.handle(exchange);
        });
    return post("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private Answer post(String url) {
    return endpoint.post(URI.create(url), Map.of(), "{}".getBytes());
  }

  private void waitForTheEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pause() {
    try {
      end.await(100, java.util.concurrent.TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
