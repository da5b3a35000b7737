package dev.galley.feed.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.sun.net.httpserver.HttpServer;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultMatcher;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

class AccessTests {

  private static final String API = "/api/webhooks";

  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger broken = new AtomicInteger();
  private HttpServer postService;
  private final AnnotationConfigServletWebApplicationContext context =
      new AnnotationConfigServletWebApplicationContext();
  private MockMvc web;

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
    context.registerBean(
        AccessProperties.class,
        () -> new AccessProperties(url, Duration.ofSeconds(10), Duration.ofSeconds(3)));
    context.registerBean(RestClient.Builder.class, () -> RestClient.builder());
    context.register(AccessConfiguration.class);
    context.setServletContext(new MockServletContext());
    context.refresh();
    web =
        MockMvcBuilders.standaloneSetup(new Anything())
            .addFilters(context.getBean("springSecurityFilterChain", Filter.class))
            .build();
  }

  @AfterEach
  void stop() {
    postService.stop(0);
    context.close();
  }

  @Test
  void letsInWhomPostServiceKnowsAndAsksOnlyNowAndThen() throws Exception {
    for (int i = 0; i < 2; i++) {
      web.perform(withToken(post(API), "good")).andExpect(status().isOk());
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void turnsAwayEverybodyElse() throws Exception {
    web.perform(get(API))
        .andExpect(refused(401, "token-required"))
        .andExpect(header().string("WWW-Authenticate", "Bearer"));
    assertThat(asked).hasValue(0);
    web.perform(withToken(get(API), "bad")).andExpect(refused(401, "token-required"));
    web.perform(get(API).header("Authorization", "Bearer cookies:session=good"))
        .andExpect(refused(401, "token-required"));
    web.perform(delete(API)).andExpect(refused(401, "token-required"));
    assertThat(asked).hasValue(1);
  }

  @Test
  void takesASessionFromTheSitesOwnPagesOnly() throws Exception {
    web.perform(withSession(post(API)).header("Origin", "https://site.example"))
        .andExpect(status().isOk());
    web.perform(withSession(post(API)).header("X-Galley-Editor", "1")).andExpect(status().isOk());
    web.perform(
            withSession(delete(API))
                .header("Origin", "https://evil.example")
                .header("X-Galley-Editor", "1"))
        .andExpect(refused(403, "foreign-request"));
    web.perform(withSession(patch(API))).andExpect(refused(403, "foreign-request"));
    web.perform(withSession(get(API))).andExpect(status().isOk());
  }

  @Test
  void letsAReaderReadOnly() throws Exception {
    web.perform(withToken(get(API), "reader")).andExpect(status().isOk());
    web.perform(withToken(post(API), "reader")).andExpect(refused(403, "not-allowed"));
  }

  @Test
  void slowsDownWhoeverTriesTokensButNobodyElse() throws Exception {
    for (int i = 0; i < 10; i++) {
      web.perform(from("2001:db8::" + i, "bad" + i)).andExpect(refused(401, "token-required"));
    }

    // Whoever has one address of IPv6 has its whole network.
    web.perform(from("2001:db8::a", "bad"))
        .andExpect(refused(429, "too-many-wrong-tokens"))
        .andExpect(header().exists("Retry-After"));
    web.perform(from("2001:db8::a", "good")).andExpect(status().isOk());
    web.perform(from("2001:db8:0:1::a", "bad")).andExpect(refused(401, "token-required"));
  }

  private static MockHttpServletRequestBuilder from(String address, String token) {
    return withToken(get(API), token)
        .with(
            request -> {
              request.setRemoteAddr(address);
              return request;
            });
  }

  @Test
  void saysWhenNobodyCanTell() throws Exception {
    broken.set(1);
    web.perform(withToken(get(API), "good"))
        .andExpect(refused(503, "tokens-unavailable"))
        .andExpect(header().string("Retry-After", "5"));
    postService.stop(0);
    web.perform(withToken(get(API), "good")).andExpect(refused(503, "tokens-unavailable"));
  }

  private static ResultMatcher refused(int status, String type) {
    return result -> {
      assertThat(result.getResponse().getStatus()).isEqualTo(status);
      assertThat(result.getResponse().getContentType()).startsWith("application/problem+json");
      assertThat(result.getResponse().getContentAsString()).contains("/problems/" + type);
    };
  }

  private static MockHttpServletRequestBuilder withToken(
      MockHttpServletRequestBuilder request, String token) {
    return request.header("Authorization", "Bearer " + token);
  }

  private static MockHttpServletRequestBuilder withSession(MockHttpServletRequestBuilder request) {
    return request.header("Cookie", "session=good").header("Host", "site.example");
  }

  @RestController
  static class Anything {
    @RequestMapping("/api/webhooks")
    String answer() {
      return "let in";
    }
  }
}
