package dev.galley.feed.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class AccessTests {

  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger broken = new AtomicInteger();
  private HttpServer postService;
  private Tokens tokens;

  @BeforeEach
  void start() throws IOException {
    postService = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    postService.createContext(
        "/api/tokens/current",
        exchange -> {
          asked.incrementAndGet();
          String shown =
              exchange.getRequestHeaders().getFirst("Authorization")
                  + exchange.getRequestHeaders().getFirst("Cookie");
          String role =
              shown.contains("good") ? "editor" : shown.contains("reader") ? "reader" : null;
          byte[] body = "{\"id\":\"1\",\"name\":\"x\",\"role\":\"%s\"}".formatted(role).getBytes();
          exchange.sendResponseHeaders(
              broken.get() > 0 ? 500 : role == null ? 401 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    postService.start();
    URI url = URI.create("http://127.0.0.1:" + postService.getAddress().getPort());
    tokens =
        new PostServiceTokens(
            new AccessProperties(url, Duration.ofSeconds(10), Duration.ofSeconds(3)),
            Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    postService.stop(0);
  }

  @Test
  void letsInWhomPostServiceKnowsAndAsksOnlyNowAndThen() {
    MockHttpServletRequest request = request("POST");
    request.addHeader("Authorization", "Bearer good");

    assertThat(check(request)).isTrue();
    assertThat(check(request)).isTrue();
    assertThat(asked).hasValue(1);
  }

  @Test
  void turnsAwayEverybodyElse() {
    assertThatThrownBy(() -> check(request("GET"))).isInstanceOf(NotSignedIn.class);
    assertThat(asked).hasValue(0);
    MockHttpServletRequest request = request("GET");
    request.addHeader("Authorization", "Bearer bad");
    assertThatThrownBy(() -> check(request)).isInstanceOf(NotSignedIn.class);
  }

  @Test
  void takesASessionFromTheSitesOwnPagesOnly() {
    MockHttpServletRequest own = withSession("POST");
    own.addHeader("Origin", "https://site.example");
    assertThat(check(own)).isTrue();
    MockHttpServletRequest editor = withSession("POST");
    editor.addHeader("X-Galley-Editor", "1");
    assertThat(check(editor)).isTrue();
    MockHttpServletRequest foreign = withSession("DELETE");
    foreign.addHeader("Origin", "https://evil.example");
    foreign.addHeader("X-Galley-Editor", "1");
    assertThatThrownBy(() -> check(foreign)).isInstanceOf(ForeignRequest.class);
    assertThatThrownBy(() -> check(withSession("PATCH"))).isInstanceOf(ForeignRequest.class);
    assertThat(check(withSession("GET"))).isTrue();
  }

  @Test
  void letsAReaderReadOnly() {
    MockHttpServletRequest read = request("GET");
    read.addHeader("Authorization", "Bearer reader");
    assertThat(check(read)).isTrue();
    MockHttpServletRequest change = request("POST");
    change.addHeader("Authorization", "Bearer reader");
    assertThatThrownBy(() -> check(change)).isInstanceOf(RoleTooLow.class);
  }

  @Test
  void saysWhenNobodyCanTell() {
    MockHttpServletRequest request = request("GET");
    request.addHeader("Authorization", "Bearer good");
    broken.set(1);
    assertThatThrownBy(() -> check(request)).isInstanceOf(TokensUnavailable.class);
    postService.stop(0);
    assertThatThrownBy(() -> check(request)).isInstanceOf(TokensUnavailable.class);
  }

  private boolean check(MockHttpServletRequest request) {
    return new AccessCheck(tokens).preHandle(request, new MockHttpServletResponse(), this);
  }

  private static MockHttpServletRequest withSession(String method) {
    MockHttpServletRequest request = request(method);
    request.addHeader("Cookie", "session=good");
    request.addHeader("Host", "site.example");
    return request;
  }

  private static MockHttpServletRequest request(String method) {
    return new MockHttpServletRequest(method, "/api/webhooks");
  }
}
