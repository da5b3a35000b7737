package dev.galley.render.site;

import static dev.galley.render.page.PostFixtures.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.TagSlugs;
import dev.galley.render.image.ImageFixtures;
import dev.galley.render.markdown.Markdowns;
import dev.galley.render.page.PageWorld;
import dev.galley.web.answer.AnswerFilter;
import dev.galley.web.answer.Representation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.ServletException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class SiteFilterTests {

  @AutoClose private final PageWorld world = new PageWorld(Markdowns.standard());
  private boolean ready = true;
  // After the second of every change, in which no date is told.
  private final Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(36_500));
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final SiteAnswers answers =
      new SiteAnswers(
          world.index,
          world.live,
          new ListPages(world.index, world.theme, world.site, 2),
          new Sitemaps(world.index, world.site, 3),
          Redirects.of(
              List.of(
                  "# from to",
                  "/printer   https://exciting.io/printer",
                  "/mocha/docs/*  https://mocha.jamesmead.org/*",
                  "/moved* /*",
                  "/GoFreeRangeBlog /feed.xml")),
          new Notices(world.theme),
          world.theme,
          ImageFixtures.sharing(world.index, Path.of("none"), "images/img/a.png"),
          () -> ready);
  private final AnswerFilter filter =
      new AnswerFilter(answers, SiteHeaders.of(true), meters, "/{page}", later);

  @Test
  void namesEveryAddressThatHasAnAnswer() {
    world.publish(
        post("week-1")
            .by("chris-roos", "Chris Roos")
            .tag("C++")
            .metadata("aliases", List.of("/old/Größe.html", "/metrics"))
            .metadata("is_page", "false")
            .published());
    for (int i = 2; i <= 5; i++) {
      world.publish(post("week-" + i).published());
    }

    Set<String> paths = answers.paths().orElseThrow();

    assertThat(paths)
        .contains("/", "/archive", "/tags/C%2B%2B", "/authors/chris-roos")
        .contains("/week-1", "/old/gr%C3%B6%C3%9Fe", "/printer", "/GoFreeRangeBlog")
        .contains(
            "/robots.txt", "/sitemap.xml", "/sitemap-2.xml", "/theme/site.css", "/favicon.svg")
        .doesNotContain("/sitemap-3.xml", "/metrics");
    assertThat(paths).allSatisfy(path -> assertThat(get(path).getStatus()).as(path).isIn(200, 301));
    assertThat(answers.patterns())
        .containsExactly(
            Map.entry("/mocha/docs/*", "https://mocha.jamesmead.org/*"),
            Map.entry("/moved*", "/*"));
    ready = false;
    assertThat(answers.paths()).isEmpty();
  }

  @Test
  void knowsWhereALinkWouldLeadToNothing() {
    world.publish(post("week-1").published());

    assertThat(
            List.of(
                "/week-1", "/Week-1/", "/archive", "/printer", "/images/img/a.png", "/img/a.png"))
        .noneMatch(answers::areEmptyAt);
    assertThat(List.of("/week-2", "/tags/none", "/images/img/b.png", "/img/b.png"))
        .allMatch(answers::areEmptyAt);
    ready = false;
    assertThat(answers.areEmptyAt("/week-2")).as("nobody knows yet").isFalse();
  }

  @Test
  void servesAPage() {
    world.publish(post("week-1").body("Hello.").published());

    MockHttpServletResponse page = get("/week-1");

    assertThat(page.getStatus()).isEqualTo(200);
    assertThat(page.getContentType()).isEqualTo("text/html;charset=UTF-8");
    assertThat(content(page)).contains("<p>Hello.</p>");
    assertThat(page.getContentLength()).isEqualTo(page.getContentAsByteArray().length);
    assertThat(page.getHeader("Cache-Control")).isEqualTo("no-cache");
    assertThat(page.getHeader("Vary")).isEqualTo("Accept-Encoding");
    assertThat(page.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.getHeader("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'none'", "frame-ancestors 'none'");
    assertThat(page.getHeader("Strict-Transport-Security")).isEqualTo("max-age=31536000");
  }

  @ParameterizedTest
  @CsvSource({"true, https:", "false, https: http:"})
  void letsFramesAndMediaComeByTheSchemeOfThePage(boolean secure, String schemes) {
    MockHttpServletResponse page = new MockHttpServletResponse();

    SiteHeaders.of(secure).write(page);

    // The corpus embeds //player.vimeo.com, which is http: where the site is.
    assertThat(page.getHeader("Content-Security-Policy").split("; "))
        .contains("frame-src " + schemes, "media-src 'self' " + schemes)
        .contains("img-src 'self' data: " + schemes, "script-src 'none'");
    assertThat(page.getHeader("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
  }

  @Test
  void namesAPostAsTheFeedsDo() {
    var published = post("week-1").by("chris-roos", "Chris Roos").published();
    world.publish(published);
    world.publish(post("about").kind("page").published());

    assertThat(content(get("/week-1")))
        .contains("<data class=\"u-uid\" value=\"" + published.entryId() + "\"></data>")
        .contains(
            "<span class=\"p-author h-card\"><a class=\"p-name u-url\" href=\"/authors/chris-roos\"");
    // RFC 4287 4.1.1, and so also here: the site stands in where nobody is named.
    assertThat(content(get("/about"))).contains("<data class=\"p-author h-card\" value=\"");
  }

  @Test
  void measuresAnswersAsTheFrameworkDoes() {
    world.publish(post("week-1").published());

    get("/week-1");
    get("/no-such-page");

    assertThat(meters.get("http.server.requests").tag("outcome", "SUCCESS").timer().count())
        .isEqualTo(1);
    assertThat(meters.get("http.server.requests").tag("status", "404").timer().count())
        .isEqualTo(1);
  }

  @Test
  void answersHeadWithTheHeadersOfGet() {
    world.publish(post("week-1").published());

    MockHttpServletResponse head = answer(request("HEAD", "/week-1"));

    assertThat(head.getContentAsByteArray()).isEmpty();
    assertThat(head.getHeader("ETag")).isEqualTo(get("/week-1").getHeader("ETag"));
    assertThat(head.getContentLength()).isEqualTo(get("/week-1").getContentLength());
  }

  @Test
  void sendsTheCompressedBytesToWhoeverTakesThem() throws IOException {
    world.publish(post("week-1").body("Hello.").published());

    MockHttpServletResponse page = getWith("/week-1", "Accept-Encoding", "br;q=1.0, gzip;q=0.8");

    assertThat(page.getHeader("Content-Encoding")).isEqualTo("gzip");
    assertThat(page.getHeader("ETag")).isNotEqualTo(get("/week-1").getHeader("ETag"));
    var unzipped = new GZIPInputStream(new ByteArrayInputStream(page.getContentAsByteArray()));
    assertThat(unzipped.readAllBytes()).isEqualTo(get("/week-1").getContentAsByteArray());
  }

  @Test
  void doesNotSendAPageAgainThatTheReaderHas() {
    world.publish(post("week-1").published());
    String tag = String.valueOf(get("/week-1").getHeader("ETag"));

    for (String sent : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
      MockHttpServletResponse page = getWith("/week-1", "If-None-Match", sent);
      assertThat(page.getStatus()).as(sent).isEqualTo(304);
      assertThat(page.getContentAsByteArray()).isEmpty();
      assertThat(page.getHeader("ETag")).isEqualTo(tag);
      assertThat(page.getHeader("Vary")).isEqualTo("Accept-Encoding");
    }
    assertThat(getWith("/week-1", "If-None-Match", "\"other\"").getStatus()).isEqualTo(200);
  }

  @Test
  void answersReadersThatRememberADateOnly() {
    world.publish(post("week-1").published());
    String date = String.valueOf(get("/week-1").getHeader("Last-Modified"));

    assertThat(getWith("/week-1", "If-Modified-Since", date).getStatus()).isEqualTo(304);
    for (String other : List.of("Thu, 01 Jan 1970 00:00:00 GMT", "yesterday", "")) {
      assertThat(getWith("/week-1", "If-Modified-Since", other).getStatus()).isEqualTo(200);
    }

    MockHttpServletRequest both = request("GET", "/week-1");
    both.addHeader("If-Modified-Since", date);
    both.addHeader("If-None-Match", "\"other\"");
    assertThat(answer(both).getStatus()).isEqualTo(200);
  }

  @Test
  void changesTheTagWithThePage() {
    world.publish(post("week-1").body("First.").published());
    String first = String.valueOf(get("/week-1").getHeader("ETag"));

    world.publish(post("week-1").revision(2).body("Second.").published());

    assertThat(getWith("/week-1", "If-None-Match", first).getStatus()).isEqualTo(200);
  }

  @Test
  void saysThatAPageIsGone() {
    world.publish(post("week-1").title("Week <1>").published());
    world.publish(
        post("week-1").title("Week <1>").revision(2).formerly("w1").withdrawn("A & B disagree."));

    for (String path : List.of("/week-1", "/w1")) {
      MockHttpServletResponse gone = get(path);
      assertThat(gone.getStatus()).isEqualTo(410);
      assertThat(content(gone)).contains("“Week &lt;1&gt;” was withdrawn", "A &amp; B disagree.");
      assertThat(gone.getHeader("ETag")).isNull();
    }
  }

  @Test
  void hasAnIconWhereBrowsersLook() {
    for (String path : List.of("/favicon.svg", "/favicon.ico")) {
      MockHttpServletResponse icon = get(path);
      assertThat(icon.getStatus()).isEqualTo(200);
      assertThat(icon.getContentType()).isEqualTo("image/svg+xml");
    }
  }

  @Test
  void doesNotNameWhatWasDeleted() {
    world.publish(post("week-1").title("").revision(2).gone());

    assertThat(content(get("/week-1"))).contains("What was here is no longer published.");
  }

  @Test
  void leadsFromAnUnpublishedPageToItsReplacement() {
    world.publish(post("week-1").redirected("/week-2"));

    assertMoved("/week-1", "/week-2");
  }

  @Test
  void leadsFromFormerSlugsToThePresentOne() {
    world.publish(post("new").formerly("old").published());

    assertMoved("/old", "/new");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/2016/01/Old.html",
        "/2016/01/old/",
        "/2016/01/old/index.html",
        "/posts/%E6%97%A5%E6%9C%AC%E8%AA%9E/",
        "/posts/e%CC%81t%C3%A9/",
        "/flat",
      })
  void leadsFromAddressesOfAnEarlierSite(String path) {
    world.publish(
        post("new")
            .metadata(
                "aliases",
                List.of(
                    "/2016/01/old.html", "/posts/日本語/", "/posts/\u00e9t\u00e9/", "flat", "/Flat/"))
            .published());

    assertMoved(path, "/new");
  }

  @Test
  void leadsToPicturesFromWhereOtherEnginesHaveThem() {
    assertMoved("/img/a.png", "/images/img/a.png");
    assertThat(get("/img/b.png").getStatus()).isEqualTo(404);

    // Below the path at which the whole site was.
    assertThat(get("/proj/img/a.png").getStatus()).isEqualTo(404);
    world.publish(post("new").metadata("aliases", List.of("/proj/2016/new")).published());
    assertMoved("/proj/img/a.png", "/images/img/a.png");
    assertMoved("/proj/images/img/a.png", "/images/img/a.png");
    assertThat(get("/proj/img/b.png").getStatus()).isEqualTo(404);
  }

  @Test
  void leadsToPicturesOfASiteThatWasPutUnderAName() {
    assertThat(get("/a.png").getStatus()).isEqualTo(404);
    world.publish(post("img-new").metadata("aliases", List.of("/b/new", "/img/b/new")).published());

    assertMoved("/a.png", "/images/img/a.png");
    assertMoved("/b/a.png", "/images/img/a.png");
    assertMoved("/img/images/a.png", "/images/img/a.png");
    assertThat(get("/c.png").getStatus()).isEqualTo(404);
  }

  @Test
  void leadsToPicturesFromBelowTheAddressesOfTheirPages() {
    world.publish(
        post("new")
            .body("![A](images/img/a.png)")
            .metadata("aliases", List.of("/2016/new"))
            .published());

    assertMoved("/2016/new/a.png", "/images/img/a.png");
    assertMoved("/2016/new/img/a.png", "/images/img/a.png");
    assertThat(get("/2016/new/b.png").getStatus()).isEqualTo(404);
    assertThat(get("/2016/new/ng/a.png").getStatus()).isEqualTo(404);
  }

  @Test
  void letsNoEarlierAddressTakeThePlaceOfAPageOrAList() {
    world.publish(post("week-1").tag("a").published());
    world.publish(
        post("new")
            .metadata("aliases", List.of("/week-1", "/archive", "/tags/a", "/robots.txt", "/"))
            .published());

    for (String path : List.of("/week-1", "/archive", "/tags/a", "/robots.txt", "/")) {
      assertThat(get(path).getStatus()).as(path).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/tags/big-data/, /tags/Big%20Data",
    "/categories/big-data/, /tags/Big%20Data",
    "/tag/Big-Data, /tags/Big%20Data",
    "/tags/c%23/, /tags/C-sharp",
    "/tags/ci/cd/, /tags/CI-CD",
    "/tag/हिन्दी/, /tags/%E0%A4%B9%E0%A4%BF%E0%A4%A8%E0%A5%8D%E0%A4%A6%E0%A5%80",
  })
  void leadsToTagsFromWhereOtherEnginesHaveThem(String path, String expected) {
    world.publish(post("new").tag("Big Data").tag("C#").tag("CI/CD").tag("हिन्दी").published());

    assertMoved(path, expected);
    assertThat(content(get(expected))).contains("/new");
    assertThat(content(get("/new"))).contains("href=\"" + expected + "\"");
  }

  /**
   * Ghost's and WordPress's slugs are not made of the name; of categories the parents stand before.
   */
  @ParameterizedTest
  @CsvSource({
    "/tag/news/, /tags/What%20is%20new",
    "/category/all/News/, /tags/What%20is%20new",
    "/tag/v1.0/, /tags/Release",
    "/tag/news/rss/, /tags/What%20is%20new/rss.xml",
    "/tags/what-is-new/, /tags/What%20is%20new",
  })
  void leadsToTagsByTheSlugsThatAnotherEngineHadForThem(String path, String expected) {
    world.publish(
        post("new")
            .tag("What is new")
            .tag("Release")
            .metadata(TagSlugs.KEY, Map.of("news", "What is new", "v1.0", "Release"))
            .published());

    assertMoved(path, expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/author/chris-roos/, /authors/chris-roos",
    "/author/Chris-Roos/index.html, /authors/chris-roos",
    "/authors/chris-roos/, /authors/chris-roos",
    "/rss/, /rss.xml",
    "/feed, /rss.xml",
    "/index.xml, /rss.xml",
    "/atom.xml, /feed.xml",
    "/tag/big-data/rss/, /tags/Big%20Data/rss.xml",
    "/tags/big-data/index.xml, /tags/Big%20Data/rss.xml",
    "/author/chris-roos/feed/, /authors/chris-roos/rss.xml",
    "/authors/chris-roos/atom.xml, /authors/chris-roos/feed.xml",
  })
  void leadsToAuthorsAndFeedsFromWhereOtherEnginesHaveThem(String path, String expected) {
    world.publish(post("new").tag("Big Data").by("chris-roos", "Chris Roos").published());

    assertMoved(path, expected);
  }

  /** Of what was in a folder there was a list, and a site below a path had all lists there. */
  @ParameterizedTest
  @CsvSource({
    "/posts/, /archive",
    "/posts/index.xml, /rss.xml",
    "/posts/atom.xml, /feed.xml",
    "/posts/page/2/, /archive?page=2",
    "/posts/page/9/, /archive",
    "/posts/seite/2/, /archive?page=2",
    "/posts/index.atom, /feed.xml",
    "/2016/01, /archive",
    "/blog/sea/, /tags/Sea",
    "/blog/tags/sea/, /tags/Sea",
    "/blog/series/, /archive",
    "/blog/series/deep-sea/, /tags/Sea",
    "/blog/feed.xml, /feed.xml",
    "/blog/page2/, /archive?page=2",
    "/page/1/, /",
    "/page/2/, /archive?page=2",
    "/tags/sea/page/2/, /tags/Sea?page=2",
    "/category/all/sea/page/7, /tags/Sea",
    "/tags/, /archive",
    "/categories/index.xml, /rss.xml",
    "/archives/2016/01/, /archive",
    "/series/deep-sea/, /tags/Sea",
    "/series/deep-sea/index.xml, /tags/Sea/rss.xml",
    "/feed/feed.json, /feed.json",
    "/posts/sitemap.xml, /sitemap.xml",
    "/post-sitemap.xml, /sitemap.xml",
    "/sitemap_index.xml, /sitemap.xml",
    "/en/, /archive",
    "/en/sitemap.xml, /sitemap.xml",
    "/blog/en/, /archive",
  })
  void leadsToListsFromWhereOtherEnginesHaveThem(String path, String expected) {
    for (String name : List.of("one", "two", "three")) {
      world.publish(
          post(name)
              .tag("Sea")
              .metadata(
                  "aliases",
                  List.of(
                      "/posts/" + name,
                      "/2016/01/a",
                      "/blog/sea/" + name,
                      "/blog/de/x",
                      "/pt-br/x"))
              .metadata(TagSlugs.KEY, Map.of("series/deep-sea", "Sea"))
              .published());
    }

    assertMoved(path, expected);
  }

  @Test
  void leadsToTheTagThatIsSpelledJustSoBeforeOthers() {
    world.publish(post("one").tag("Sea").published());
    world.publish(post("two").tag("sea").published());

    assertMoved("/tags/sea/", "/tags/sea");
    assertMoved("/tags/SEA/", "/tags/sea");
  }

  @Test
  void leadsToNoListOfWhatHasLeftTheSite() {
    world.publish(post("one").tag("Sea").metadata("aliases", List.of("/posts/one/")).published());
    world.publish(post("one").revision(2).gone());

    for (String path : List.of("/posts/", "/posts/index.xml", "/tags/", "/page/2/", "/tags/sea/")) {
      assertThat(get(path).getStatus()).as(path).isEqualTo(404);
    }
  }

  @Test
  void letsNoEarlierListTakeThePlaceOfAPage() {
    world.publish(post("new").metadata("aliases", List.of("/posts/one", "/work/one")).published());
    world.publish(post("posts").published());
    world.publish(post("two").metadata("aliases", List.of("/work/")).published());

    assertMoved("/posts/", "/posts");
    assertMoved("/work/", "/two");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/author/nobody/",
        "/new/rss/",
        "/tag/none/feed/",
        "/author/nobody/rss/",
        "/en/",
        "/en/sitemap.xml"
      })
  void leadsToNoListOrFeedThatDoesNotExist(String path) {
    world.publish(post("new").published());

    assertThat(get(path).getStatus()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "/week-1/, /week-1",
    "/Week-1, /week-1",
    "/WEEK-1/, /week-1",
    "/week%2D1, /week-1",
    "/week-1.html, /week-1",
    "/Week-1.HTM, /week-1",
    "/archive/, /archive",
    "/printer/, /printer",
  })
  void leadsFromNearMissesToTheOneAddress(String path, String expected) {
    world.publish(post("week-1").published());

    assertMoved(path, expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/printer, https://exciting.io/printer",
    "/mocha/docs/, https://mocha.jamesmead.org/",
    "/mocha/docs/Mocha/API.html, https://mocha.jamesmead.org/Mocha/API.html",
    "/GoFreeRangeBlog, /feed.xml",
    "/moved/week-1, /week-1",
    // Two slashes would begin another host.
    "/moved//evil.example/x, /evil.example/x",
    "/moved///, /",
  })
  void followsConfiguredRedirects(String path, String expected) {
    assertMoved(path, expected);
  }

  @Test
  void prefersALivePageToAConfiguredRedirect() {
    world.publish(post("printer").body("Ink.").published());

    assertThat(content(get("/printer"))).contains("Ink.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing", "//evil.example/", "//week-1", "/week-1/x", "/..%2f..%2fetc/passwd", "/%",
        "/%zz", "/week-1%00", "/tags/", "/tags/none", "/authors/none", "/sitemap-9.xml",
        "/archive?page=99", "/archive?page=0", "/week-1;x=1", "/%E0%A4%A", "/.html", "/nothing.html"
      })
  void saysThatThereIsNoPage(String path) {
    world.publish(post("week-1").published());

    MockHttpServletResponse page = get(path);

    assertThat(page.getStatus()).isEqualTo(404);
    assertThat(content(page)).contains("Page not found").contains("</html>");
    assertThat(page.getHeader("Content-Security-Policy")).isNotNull();
  }

  @Test
  void isUnavailableUntilAllPagesAreKnown() {
    ready = false;

    MockHttpServletResponse page = get("/week-1");

    assertThat(page.getStatus()).isEqualTo(503);
    assertThat(page.getHeader("Retry-After")).isEqualTo("2");
  }

  @Test
  void allowsReadingOnly() {
    MockHttpServletResponse answer = answer(request("POST", "/week-1"));

    assertThat(answer.getStatus()).isEqualTo(405);
    assertThat(answer.getHeader("Allow")).isEqualTo("GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/images/a.jpg", "/internal/preview", "/health", "/health/readiness"})
  void leavesWhatIsNotTheSitesToOthers(String path) throws IOException, ServletException {
    MockFilterChain chain = new MockFilterChain();
    filter.doFilter(request("GET", path), new MockHttpServletResponse(), chain);

    assertThat(chain.getRequest()).isNotNull();
  }

  @Test
  void showsTheNewestPostsUntilThereIsAFrontPage() {
    world.publish(post("week-1").published());
    assertThat(content(get("/"))).contains("href=\"/week-1\"");

    world.publish(post("start").kind("page").body("Welcome.").published());
    assertThat(content(get("/")))
        .contains("Welcome.")
        .contains("<link rel=\"canonical\" href=\"https://example.com/\">");
    assertThat(get("/start").getStatus()).isEqualTo(200);
  }

  @Test
  void listsPostsOfATagPageByPage() {
    for (int week = 1; week <= 5; week++) {
      String day = "2026-01-0" + week + "T10:00:00Z";
      world.publish(post("week-" + week).tag("R & D").published(day).published());
    }

    String first = content(get("/tags/R%20&%20D"));
    assertThat(first).contains("/week-5", "/week-4").doesNotContain("href=\"/week-3\"");
    assertThat(first).contains("href=\"/tags/R%20&amp;%20D?page=2\"");
    assertThat(content(get("/tags/R%20&%20D?page=3"))).contains("/week-1").doesNotContain("Older");
    assertThat(content(get("/archive?page=2"))).contains("/week-3", "/week-2");
  }

  @Test
  void whatAPageLinksToIsThereWhateverItsKind() {
    world.publish(
        post("first").kind("page").tag("garden").by("ada", "Ada").body("Roses.").published());

    assertThat(content(get("/first"))).contains("href=\"/tags/garden\"", "href=\"/authors/ada\"");
    // Feeds do not carry pages, so there is none to link to.
    assertThat(content(get("/tags/garden")))
        .contains("/first")
        .doesNotContain("/tags/garden/feed.xml");
    assertThat(content(get("/authors/ada"))).contains("/first");
    assertThat(content(get("/archive"))).doesNotContain("/first");

    world.publish(post("second").tag("garden").body("Tulips.").published());

    assertThat(content(get("/tags/garden"))).contains("/first", "/second", "/tags/garden/feed.xml");
  }

  @Test
  void listsPostsOfAnAuthorByName() {
    world.publish(post("week-1").by("chris-roos", "Chris Roos").published());

    assertThat(content(get("/authors/chris-roos")))
        .contains("<h1 dir=\"auto\" class=\"p-name\">Chris Roos</h1>");
  }

  @Test
  void listsNeitherPagesNorDrafts() {
    world.publish(post("about").kind("page").published());
    world.publish(post("soon").metadata("draft", true).published());

    assertThat(content(get("/archive"))).doesNotContain("/about", "/soon");
    assertThat(content(get("/sitemap.xml"))).contains("/about").doesNotContain("/soon");
  }

  @Test
  void keepsListsCurrent() {
    world.publish(post("week-1").published());
    assertThat(content(get("/archive"))).contains("/week-1");

    world.publish(post("week-1").revision(2).gone());
    assertThat(content(get("/archive"))).doesNotContain("/week-1");
  }

  @Test
  void writesASitemapOnceForEachStateOfTheSite() {
    Sitemaps sitemaps = new Sitemaps(world.index, world.site, 3);
    world.publish(post("week-1").published());

    Representation first = sitemaps.at("/sitemap.xml").orElseThrow();

    assertThat(sitemaps.at("/sitemap.xml").orElseThrow()).isSameAs(first);
    world.publish(post("week-2").published());
    assertThat(sitemaps.at("/sitemap.xml").orElseThrow()).isNotSameAs(first);
  }

  @Test
  void cutsALargeSitemapIntoParts() {
    for (int week = 1; week <= 4; week++) {
      world.publish(post("week-" + week).published());
    }

    assertThat(content(get("/sitemap.xml"))).contains("https://example.com/sitemap-2.xml");
    assertThat(content(get("/sitemap-1.xml"))).contains("<loc>https://example.com/week-1</loc>");
    assertThat(content(get("/robots.txt"))).contains("Sitemap: https://example.com/sitemap.xml");
  }

  @Test
  void servesTheStyleSheetForEver() {
    world.publish(post("week-1").published());
    String page = content(get("/week-1"));
    String path = page.replaceAll("(?s).*href=\"(/theme/site\\.[0-9a-f]+\\.css)\".*", "$1");

    MockHttpServletResponse css = get(path);

    assertThat(css.getContentType()).isEqualTo("text/css;charset=UTF-8");
    assertThat(css.getHeader("Cache-Control")).contains("immutable");
    // The editor's preview is a frame with an origin of its own.
    assertThat(css.getHeader("Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
    assertThat(get("/week-1").getHeader("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
  }

  private void assertMoved(String path, String expected) {
    MockHttpServletResponse answer = get(path);
    assertThat(answer.getStatus()).isEqualTo(301);
    assertThat(answer.getHeader("Location")).isEqualTo(expected);
  }

  private MockHttpServletResponse get(String path) {
    return answer(request("GET", path));
  }

  private MockHttpServletResponse getWith(String path, String header, String value) {
    MockHttpServletRequest request = request("GET", path);
    request.addHeader(header, value);
    return answer(request);
  }

  private static MockHttpServletRequest request(String method, String path) {
    String[] parts = path.split("\\?", 2);
    MockHttpServletRequest request = new MockHttpServletRequest(method, parts[0]);
    request.setQueryString(parts.length == 2 ? parts[1] : null);
    return request;
  }

  private MockHttpServletResponse answer(MockHttpServletRequest request) {
    MockHttpServletResponse response = new MockHttpServletResponse();
    try {
      filter.doFilter(request, response, new MockFilterChain());
    } catch (IOException | ServletException e) {
      throw new AssertionError(e);
    }
    return response;
  }

  private static String content(MockHttpServletResponse response) {
    return new String(response.getContentAsByteArray(), StandardCharsets.UTF_8);
  }
}
