package dev.galley.post.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.galley.post.audit.Who;
import dev.galley.post.content.Change;
import dev.galley.post.content.InMemoryPosts;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostFixtures;
import dev.galley.post.database.Places;
import dev.galley.post.draft.SiteProperties;
import dev.galley.post.store.MongoStore;
import dev.galley.testing.VirtualTime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.client.RestClient;

/** What whoever has a link sees, and whoever has none. */
class SharedPreviewTests {

  private static final Who ANNA = new Who("1", "Anna", null);
  private static final Instant NOW = Instant.parse("2026-11-27T17:00:00Z");

  @RegisterExtension static final MongoStore store = new MongoStore();

  private final VirtualTime clock = new VirtualTime(NOW);
  private final InMemoryPosts posts = new InMemoryPosts();
  private final AtomicReference<String> asked = new AtomicReference<>("");
  private final PreviewLinks links = new PreviewLinks(store.database(), clock);
  private HttpServer renderService;
  private MockMvcTester browser;
  private Post post;

  @BeforeEach
  void startRenderService() throws IOException {
    renderService =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    renderService.createContext(
        "/internal/preview",
        exchange -> {
          asked.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] answer = "{\"page\":\"<head></head>The page\"}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    renderService.start();
    URI url = URI.create("http://127.0.0.1:" + renderService.getAddress().getPort());
    browser =
        MockMvcTester.of(
            new SharedPreviewController(
                links,
                posts,
                new RenderService(
                    new PreviewProperties(url, Duration.ofSeconds(30)),
                    post -> List.of(),
                    RestClient.builder()),
                new SiteProperties(
                    URI.create("https://galley.test"), "Galley", "en", ZoneOffset.UTC),
                clock));
    links.createIndexes();
    post = PostFixtures.draft("week-460");
    posts.insert(post, change(Change.Action.CREATED), null, null);
  }

  @AfterEach
  void stopRenderService() {
    renderService.stop(0);
  }

  private static Change change(Change.Action action) {
    return PostFixtures.CHRIS.does(action, null, PostFixtures.NOW);
  }

  private String link() {
    return links.create(post.id(), null, ANNA, NOW.plus(Duration.ofDays(1))).secret();
  }

  private MvcTestResult look(String secret) {
    return browser.get().uri("/preview/" + secret).exchange();
  }

  @Test
  void showsTheWorkingCopyAsItIsNow() {
    String secret = link();
    posts.replace(
        post,
        post.edited(PostFixtures.content("week-460", "As it is now."), PostFixtures.NOW),
        change(Change.Action.EDITED));

    MvcTestResult page = look(secret);

    assertThat(page).hasStatusOk().body().asString().contains("The page");
    assertThat(asked.get()).contains("As it is now.");
    assertThat(page)
        .hasHeader("Cache-Control", "no-store")
        .hasHeader("Referrer-Policy", "no-referrer")
        .hasHeader("X-Robots-Tag", "noindex, nofollow, noarchive");
    assertThat(page).body().asString().contains("<meta name=\"robots\" content=\"noindex\">");
  }

  @Test
  void showsTheDatesThatReadersKnow() {
    Post live = PostFixtures.published(PostFixtures.draft("seen"));
    posts.insert(live, change(Change.Action.CREATED), null, null);

    look(links.create(live.id(), null, ANNA, NOW.plus(Duration.ofDays(1))).secret());

    assertThat(asked.get())
        .contains(
            "\"firstPublishedAt\":\"" + live.publicHistory().firstPublishedAt() + "\"",
            "\"publishedAt\":\"" + live.publicHistory().publishedAt() + "\"");
  }

  @Test
  void answersTheSameWithoutALinkThatWorks() throws Exception {
    String unknown = look("A".repeat(43)).getResponse().getContentAsString();
    String revoked = link();
    links.revoke(post.id(), links.list(post.id()).get(0).id());
    String orphan = links.create("gone", null, ANNA, NOW.plus(Duration.ofDays(1))).secret();
    String expired = link();
    assertThat(look(expired)).hasStatusOk();
    clock.pass(Duration.ofDays(1));

    for (String secret : new String[] {revoked, orphan, expired, "x", "..%2f"}) {
      MvcTestResult answer = look(secret);
      assertThat(answer).hasStatus(HttpStatus.NOT_FOUND);
      assertThat(answer).body().asString().isEqualTo(unknown);
      assertThat(answer).hasHeader("Cache-Control", "no-store");
    }
  }

  @Test
  void keepsNoSecret() {
    String secret = link();

    assertThat(store.database().getCollection("previewLinks").find().map(Document::toJson))
        .singleElement()
        .satisfies(json -> assertThat(json).doesNotContain(secret));
    assertThat(secret).hasSize(43);
  }

  @Test
  void endsWithItsPostAndIsOneOfTwentyAtMost() {
    for (int i = 0; i < PreviewLinks.MAX_OF_A_POST; i++) {
      link();
    }
    assertThatExceptionOfType(Places.Full.class).isThrownBy(this::link);

    links.revokeAll(post.id());
    assertThat(links.list(post.id())).isEmpty();
    assertThat(look(link())).hasStatusOk();
  }

  @Test
  void revokesNothingOfAnotherPost() {
    link();
    String id = links.list(post.id()).get(0).id();

    assertThat(links.revoke("another", id)).isFalse();
    assertThat(links.revoke(post.id(), id)).isTrue();
    assertThat(links.revoke(post.id(), id)).isFalse();
  }

  @Test
  void isNotAskedWithoutEnd() {
    String secret = link();
    for (int i = 0; i < 60; i++) {
      assertThat(look(secret)).hasStatusOk();
    }

    assertThat(look(secret)).hasStatus(HttpStatus.TOO_MANY_REQUESTS).containsHeader("Retry-After");
    assertThat(look("unknown")).hasStatus(HttpStatus.TOO_MANY_REQUESTS);
    clock.pass(Duration.ofMinutes(1));
    assertThat(look(secret)).hasStatusOk();
  }

  @Test
  void saysSoWhenRenderServiceIsAway() {
    String secret = link();
    renderService.stop(0);

    assertThat(look(secret)).hasStatus(HttpStatus.SERVICE_UNAVAILABLE);
  }
}
