package dev.galley.feed.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.galley.web.RouteRules;
import dev.galley.web.problem.ProblemAdvice;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultMatcher;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.client.RestClient;

class AccessTests {

  private static final String API = "/api/webhooks";
  private static final Map<String, String> RULES =
      RouteRules.of(
          path ->
              Stream.of(
                      "/api/webhooks",
                      "/api/channels",
                      "/api/websub",
                      "/api/announcements",
                      "/api/subscribers",
                      "/api/mail",
                      "/api/audience",
                      "/api/digests",
                      "/api/corrections",
                      "/api/bounces",
                      "/subscribe",
                      "/websub",
                      "/events")
                  .anyMatch(path::startsWith));

  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger broken = new AtomicInteger();
  private final AtomicInteger auditAnswers = new AtomicInteger(204);
  private final List<String> recorded = new CopyOnWriteArrayList<>();
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
              shown.contains("good")
                  ? "editor"
                  : RouteRules.ROLES.stream().filter(shown::contains).findFirst().orElse(null);
          byte[] body = "{\"id\":\"1\",\"name\":\"x\",\"role\":\"%s\"}".formatted(role).getBytes();
          exchange.sendResponseHeaders(
              broken.get() > 0 ? 500 : role == null ? 401 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    postService.createContext(
        "/api/audit",
        exchange -> {
          Headers headers = exchange.getRequestHeaders();
          recorded.add(
              headers.getFirst("Authorization")
                  + " "
                  + headers.getFirst("Cookie")
                  + " "
                  + headers.getFirst("X-Galley-Editor")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(auditAnswers.get(), -1);
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
        MockMvcBuilders.standaloneSetup(new Anything(context.getBean(PostServiceAudit.class)))
            .setControllerAdvice(new Problems())
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
    assertThat(asked).hasValue(2);
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

  @Test
  void takesABrowserWhoseSessionHasEndedForNoneThatGuesses() throws Exception {
    for (int i = 0; i < 13; i++) {
      web.perform(
              get(API)
                  .header("Cookie", "session=ended" + i)
                  .with(
                      request -> {
                        request.setRemoteAddr("192.0.2.77");
                        return request;
                      }))
          .andExpect(refused(401, "token-required"));
    }
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
  void hasARuleForEveryRoute() {
    assertThat(RouteRules.served("dev.galley.feed"))
        .containsExactlyInAnyOrderElementsOf(RULES.keySet());
  }

  @ParameterizedTest
  @MethodSource("routes")
  void letsInWhomTheRuleNames(String route) throws Exception {
    String rule = RULES.get(route);
    for (String role : RouteRules.ROLES) {
      web.perform(withToken(request(route), role))
          .andExpect(status().is(RouteRules.lets(role, rule) ? 200 : 403));
    }
    web.perform(request(route)).andExpect(status().is(401));
    web.perform(withToken(request(route), "wrong")).andExpect(status().is(401));
  }

  static Stream<String> routes() {
    return RULES.keySet().stream().filter(route -> RouteRules.path(route).startsWith("/api/"));
  }

  private static MockHttpServletRequestBuilder request(String route) {
    return MockMvcRequestBuilders.request(
        HttpMethod.valueOf(route.substring(0, route.indexOf(' '))),
        RouteRules.path(route).replaceAll("\\{\\w+}", "none"));
  }

  @Test
  void takesOtherSchemesOfAuthorizationForNoProof() throws Exception {
    web.perform(withSession(post(API)).header("Authorization", "Basic eDp5"))
        .andExpect(refused(403, "foreign-request"));
    web.perform(
            withSession(post(API))
                .header("Origin", "https://site.example")
                .header("Sec-Fetch-Site", "cross-site"))
        .andExpect(refused(403, "foreign-request"));
  }

  @Test
  void recordsAsTheSenderWhatIsAboutToBeDone() throws Exception {
    web.perform(withToken(post("/api/recorded"), "good")).andExpect(status().isOk());
    web.perform(withSession(post("/api/recorded")).header("X-Galley-Editor", "1"))
        .andExpect(status().isOk());

    assertThat(recorded).hasSize(2);
    assertThat(recorded.get(0)).startsWith("Bearer good null 1 {").contains("\"webhook-created\"");
    assertThat(recorded.get(1)).startsWith("null session=good 1 {").contains("\"w1\"");
  }

  @Test
  void doesNothingThatCannotBeRecorded() throws Exception {
    auditAnswers.set(500);
    web.perform(withToken(post("/api/recorded"), "good"))
        .andExpect(refused(503, "audit-unavailable"))
        .andExpect(header().string("Retry-After", "5"));
    // Revoked since the answer that is still believed.
    auditAnswers.set(401);
    web.perform(withToken(post("/api/recorded"), "good")).andExpect(refused(401, "token-required"));
    // A post-service of a release without the audit.
    auditAnswers.set(404);
    web.perform(withToken(post("/api/recorded"), "good")).andExpect(status().isOk());
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

  @RestControllerAdvice
  static class Problems extends ProblemAdvice {}

  @RestController
  static class Anything {

    private final PostServiceAudit audit;

    Anything(PostServiceAudit audit) {
      this.audit = audit;
    }

    @RequestMapping({
      "/api/webhooks/**",
      "/api/channels/**",
      "/api/websub/**",
      "/api/announcements/**",
      "/api/subscribers/**",
      "/api/mail/**",
      "/api/audience",
      "/api/digests",
      "/api/corrections",
      "/api/bounces"
    })
    String answer() {
      return "let in";
    }

    @PostMapping("/api/recorded")
    String recorded() {
      audit.record("webhook-created", "w1", "a.example");
      return "done";
    }
  }
}
