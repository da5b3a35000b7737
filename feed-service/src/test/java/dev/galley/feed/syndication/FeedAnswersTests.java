package dev.galley.feed.syndication;

import static dev.galley.feed.entry.EntryFixtures.POST;
import static dev.galley.feed.entry.EntryFixtures.published;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.Update;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.web.answer.AnswerFilter;
import dev.galley.web.answer.FixedHeaders;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class FeedAnswersTests {

  private final LiveEntries entries =
      FeedFixtures.entries(Map.of(published(POST, 1, Update.FIRST), "<p>Hello</p>"));

  /** Later than the change: in its very second no reader is told that nothing changed. */
  private final AnswerFilter feeds =
      filter(entries, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)));

  private static AnswerFilter filter(LiveEntries entries, Clock clock) {
    return new AnswerFilter(
        new FeedAnswers(
            FeedFixtures.documents(entries),
            entries,
            List.of("/GoFreeRangeBlog"),
            FeedFixtures.addresses(),
            FeedFixtures.HUB),
        FixedHeaders.STRICT,
        new SimpleMeterRegistry(),
        "/{feed}",
        clock);
  }

  @ParameterizedTest
  @CsvSource({
    "/feed.xml, application/atom+xml;charset=UTF-8",
    "/rss.xml, application/rss+xml;charset=UTF-8",
    "/feed.json, application/feed+json;charset=UTF-8",
    "/tags/asset-manager/rss.xml, application/rss+xml;charset=UTF-8",
    "/tags/%61sset-manager/rss.xml, application/rss+xml;charset=UTF-8",
    "/authors/chris-roos/feed.json, application/feed+json;charset=UTF-8",
  })
  void servesEachFeedWithItsType(String path, String type) {
    MockHttpServletResponse feed = get(feeds, path);

    assertThat(feed.getStatus()).isEqualTo(200);
    assertThat(feed.getContentType()).isEqualTo(type);
    assertThat(feed.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @ParameterizedTest
  @CsvSource({
    "/feed.xml, /feed.xml",
    "/tags/%61sset-manager/rss.xml, /tags/asset-manager/rss.xml",
    "/authors/chris-roos/feed.json, /authors/chris-roos/feed.json",
  })
  void namesTheHubAndItsOwnAddress(String path, String self) throws IOException {
    MockHttpServletResponse feed = get(feeds, path);

    assertThat(feed.getHeader("Link"))
        .isEqualTo(
            "<https://gofreerange.com%s>; rel=\"self\", <https://hub.example.org/>; rel=\"hub\""
                .formatted(self));
    assertThat(feed.getContentAsString()).contains("https://hub.example.org/");
  }

  @Test
  void namesNoHubForAnArchiveWhichNobodyIsToldOf() throws IOException {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/feed.xml");
    request.setQueryString("archive=1");
    MockHttpServletResponse archive = answer(feeds, request);

    assertThat(archive.getStatus()).isEqualTo(200);
    assertThat(archive.getHeader("Link")).isNull();
    assertThat(archive.getContentAsString()).doesNotContain("hub.example.org");
    assertThat(get(feeds, "/tags/none/feed.xml").getHeader("Link")).isNull();
  }

  @Test
  void answersThatNothingChanged() {
    MockHttpServletResponse first = get(feeds, "/feed.xml");

    for (String name : List.of("ETag If-None-Match", "Last-Modified If-Modified-Since")) {
      String[] validator = name.split(" ");
      assertThat(get(feeds, "/feed.xml", validator[1], first.getHeader(validator[0])).getStatus())
          .as(name)
          .isEqualTo(304);
    }
  }

  @Test
  void namesAnEarlierTimeWhileAnotherChangeCouldShareTheSecond() {
    Instant changed = entries.changedAt().orElseThrow();
    AnswerFilter now = filter(entries, Clock.fixed(changed, ZoneOffset.UTC));
    String fresh = get(now, "/feed.xml").getHeader("Last-Modified");

    assertThat(get(feeds, "/feed.xml", "If-Modified-Since", fresh).getStatus()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/tags/Asset%20Manager/rss.xml, /tags/asset-manager/rss.xml",
    "/tags/assetmanager/feed.xml, /tags/asset-manager/feed.xml",
    "/authors/Chris-Roos/feed.json, /authors/chris-roos/feed.json",
  })
  void leadsToTheFeedThatAnotherEngineWouldSpellSo(String path, String expected) {
    MockHttpServletResponse answer = get(feeds, path);

    assertThat(answer.getStatus()).isEqualTo(301);
    assertThat(answer.getHeader("Location")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/tags/none/feed.xml", "/authors/none/rss.xml", "/tags/%zz/feed.xml"})
  void knowsNoFeedOfWhatNoPostHas(String path) {
    MockHttpServletResponse answer = get(feeds, path);

    assertThat(answer.getStatus()).isEqualTo(404);
    assertThat(new String(answer.getContentAsByteArray())).contains("/problems/feed-unknown");
  }

  @ParameterizedTest
  @CsvSource({"1, 200", "2, 404", "0, 404", "x, 404", "999999999999, 404"})
  void servesArchivesThatThereAre(String archive, int status) {
    for (String file : List.of("/feed.xml", "/rss.xml", "/feed.json")) {
      MockHttpServletRequest request = new MockHttpServletRequest("GET", file);
      request.setQueryString("archive=" + archive);

      assertThat(answer(feeds, request).getStatus()).as(file).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/feed.xml, 'text/html,application/xml;q=0.9', application/xml;charset=UTF-8",
    "/rss.xml, 'text/html,application/xml;q=0.9', application/xml;charset=UTF-8",
    "/feed.json, 'text/html,application/xml;q=0.9', application/feed+json;charset=UTF-8",
    "/feed.xml, */*, application/atom+xml;charset=UTF-8",
    "/rss.xml, application/rss+xml, application/rss+xml;charset=UTF-8",
  })
  void callsFeedsXmlWhereAPersonOpensOne(String path, String accept, String type)
      throws IOException, ServletException {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
    request.addHeader("Accept", accept);
    MockHttpServletResponse response = new MockHttpServletResponse();

    new FeedsForBrowsers(feeds).doFilter(request, response, new MockFilterChain());

    assertThat(response.getContentType()).isEqualTo(type);
    assertThat(response.getHeader("Vary")).isEqualTo("Accept-Encoding, Accept");
  }

  @Test
  void dressesFeedsForWhoOpensOne() throws IOException {
    MockHttpServletResponse css = get(feeds, "/feed.css");

    assertThat(css.getContentType()).isEqualTo("text/css;charset=UTF-8");
    assertThat(css.getContentAsString()).contains("This is a feed");
  }

  @Test
  void leadsFromTheAddressOfAnOldFeed() {
    MockHttpServletResponse answer = get(feeds, "/GoFreeRangeBlog");

    assertThat(answer.getStatus()).isEqualTo(301);
    assertThat(answer.getHeader("Location")).isEqualTo("/feed.xml");
  }

  @Test
  void isReadOnly() {
    assertThat(answer(feeds, new MockHttpServletRequest("POST", "/feed.xml")).getStatus())
        .isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/webhooks", "/health", "/tags/feed.xml", "/a/b/feed.xml", "/x/feed.xml", "/"})
  void leavesWhatIsNoFeedToOthers(String path) throws IOException, ServletException {
    MockFilterChain chain = new MockFilterChain();

    feeds.doFilter(new MockHttpServletRequest("GET", path), new MockHttpServletResponse(), chain);

    assertThat(chain.getRequest()).isNotNull();
  }

  private static MockHttpServletResponse get(AnswerFilter filter, String path, String... header) {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
    if (header.length > 0) {
      request.addHeader(header[0], header[1]);
    }
    return answer(filter, request);
  }

  private static MockHttpServletResponse answer(
      AnswerFilter filter, MockHttpServletRequest request) {
    MockHttpServletResponse response = new MockHttpServletResponse();
    try {
      filter.doFilter(request, response, new MockFilterChain());
    } catch (IOException | ServletException e) {
      throw new AssertionError(e);
    }
    return response;
  }
}
