package dev.galley.local.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.web.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritingSiteTests {

  private static final String HTML = "text/html;charset=UTF-8";
  private static final String ATOM = "application/atom+xml;charset=UTF-8";

  @TempDir private Path folder;

  private final Site site = new Site();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Answers what it is given; of all else there is nothing. */
  private static final class Site implements Source {

    private final Map<String, Answer> answers = new TreeMap<>();
    private final Map<String, String> patterns = new TreeMap<>();
    private final List<String> sent = new ArrayList<>();

    void has(String address, String type, String body) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      answers.put(address, new Answer(200, type, "\"" + Sha256.hex(bytes) + "\"", "", bytes));
    }

    @Override
    public Addresses addresses() {
      return new Addresses(
          "https://example.org",
          answers.keySet().stream()
              .filter(one -> !one.contains("?") && !one.contains("feed"))
              .toList(),
          patterns);
    }

    @Override
    public Answer get(String address, @Nullable String tag) {
      Answer answer =
          answers.getOrDefault(
              address, new Answer(404, HTML, "", "", "Not found".getBytes(StandardCharsets.UTF_8)));
      if (answer.tag().equals(tag)) {
        return new Answer(304, "", tag, "", new byte[0]);
      }
      sent.add(address);
      return answer;
    }
  }

  @BeforeEach
  void publish() {
    site.has("/", HTML, "<a href=\"/one\">One</a> <a rel=\"next\" href=\"/?page=2\">Older</a>");
    site.has("/?page=2", HTML, "<link rel=\"canonical\" href=\"https://example.org/?page=2\">");
    site.has("/one", HTML, "<p>One</p>");
    site.has("/tags/C%2B%2B", HTML, "C++");
    site.has("/images/a%20b.png", "image/png", "PNG");
    site.has(
        "/feed.xml",
        ATOM,
        "<link rel=\"prev-archive\" href=\"https://example.org/feed.xml?archive=50\"/>");
    site.has(
        "/feed.xml?archive=50",
        ATOM,
        "<link rel=\"self\" href=\"https://example.org/feed.xml?archive=50\"/>");
  }

  @Test
  void writesWhatEachAddressAnswers() throws IOException {
    assertThat(run()).isTrue();

    assertThat(text("one/index.html")).isEqualTo("<p>One</p>");
    assertThat(text("tags/C++/index.html")).isEqualTo("C++");
    assertThat(text("images/a b.png")).isEqualTo("PNG");
    assertThat(text("404.html")).isEqualTo("Not found");
    assertThat(said())
        .endsWith(
            "files written, 0 unchanged, 0 removed; 0 redirects, 0 gone" + System.lineSeparator());
  }

  /** A file has no query, so what is at one has to have a path, and so have the links to it. */
  @Test
  void givesPagesAndArchivesAPath() throws IOException {
    run();

    assertThat(text("index.html"))
        .isEqualTo("<a href=\"/one\">One</a> <a rel=\"next\" href=\"/page/2\">Older</a>");
    assertThat(text("page/2/index.html")).contains("href=\"https://example.org/page/2\"");
    assertThat(text("feed.xml")).contains("href=\"https://example.org/feed-archive-50.xml\"");
    assertThat(text("feed-archive-50.xml"))
        .contains("href=\"https://example.org/feed-archive-50.xml\"");
    assertThat(text("_galley/nginx-http.conf")).contains("\"/?page=2\" \"/page/2\";");
  }

  @Test
  void writesAgainOnlyWhatHasChanged() throws IOException {
    run();
    var before = Files.getLastModifiedTime(folder.resolve("one/index.html"));
    site.has("/two", HTML, "Two");
    site.has("/?page=2", HTML, "Changed");
    site.sent.clear();

    run();

    assertThat(site.sent).contains("/?page=2", "/two").doesNotContain("/", "/one", "/feed.xml");
    assertThat(text("page/2/index.html")).isEqualTo("Changed");
    assertThat(Files.getLastModifiedTime(folder.resolve("one/index.html"))).isEqualTo(before);
    assertThat(said()).contains(": 2 files written,");
  }

  @Test
  void writesNothingWhereALinkLeads(@TempDir Path elsewhere) throws IOException {
    run();
    Files.delete(folder.resolve("one/index.html"));
    Files.delete(folder.resolve("one"));
    Files.createSymbolicLink(folder.resolve("one"), elsewhere);
    Files.writeString(elsewhere.resolve("index.html"), "mine");

    assertThat(run()).isFalse();

    assertThat(elsewhere.resolve("index.html")).hasContent("mine");
    assertThat(said()).contains("one/index.html");
  }

  @Test
  void removesWhatIsGoneAndNothingElse() throws IOException {
    run();
    Files.writeString(folder.resolve("CNAME"), "example.org");
    Files.createDirectories(folder.resolve("mine"));
    Files.writeString(folder.resolve("tags/C++/mine.txt"), "mine");
    site.answers.remove("/one");
    site.answers.remove("/tags/C%2B%2B");

    run();

    assertThat(folder.resolve("one")).doesNotExist();
    assertThat(folder.resolve("tags/C++/index.html")).doesNotExist();
    assertThat(folder.resolve("tags/C++/mine.txt")).exists();
    assertThat(folder.resolve("mine")).exists();
    assertThat(text("CNAME")).isEqualTo("example.org");
    assertThat(said()).contains(" 2 removed;");
  }

  @Test
  void leavesAloneWhatItHasNotWritten() throws IOException {
    Files.createDirectories(folder.resolve("one"));
    Files.writeString(folder.resolve("one/index.html"), "Mine");

    assertThat(run()).isFalse();

    assertThat(text("one/index.html")).isEqualTo("Mine");
    assertThat(said())
        .contains("not copied  one/index.html: there is a file that is not of this site");
  }

  @Test
  void mendsAFileThatIsNotAsItWasWritten() throws IOException {
    run();
    Files.writeString(folder.resolve("one/index.html"), "Spoilt");
    Files.delete(folder.resolve("images/a b.png"));

    run();

    assertThat(text("one/index.html")).isEqualTo("<p>One</p>");
    assertThat(text("images/a b.png")).isEqualTo("PNG");
  }

  /** As after a kill: the manifest has what came first, its last line is torn. */
  @Test
  void goesOnWhereARunWasKilled() throws IOException {
    run();
    Path manifest = folder.resolve("_galley/manifest.tsv");
    List<String> lines = Files.readAllLines(manifest);
    Files.write(manifest, lines);
    Files.writeString(manifest, "two/index.html\t01", StandardOpenOption.APPEND);
    site.has("/two", HTML, "Two");

    assertThat(run()).isTrue();

    assertThat(text("two/index.html")).isEqualTo("Two");
    assertThat(run()).isTrue();
    assertThat(Files.readAllLines(manifest)).hasSizeGreaterThan(lines.size());
  }

  @Test
  void removesNothingWhenGalleyFailsHalfway() throws IOException {
    run();
    site.answers.remove("/one");
    site.answers.put("/zero", new Source.Answer(500, "", "", "", new byte[0]));

    assertThat(run()).isFalse();
    assertThat(said()).contains("not copied  /zero: answered with 500");
    assertThat(folder.resolve("one/index.html")).exists();
  }

  @Test
  void goesOnPastWhatCannotBeHadAndSaysSo() throws IOException {
    site.answers.put("/images/lost.png", new Source.Answer(503, "", "", "", new byte[0]));

    assertThat(run()).isFalse();

    assertThat(said()).contains("not copied  /images/lost.png: answered with 503");
    assertThat(folder.resolve("one/index.html")).exists();
  }

  @Test
  void leavesOutAnOldAddressThatIsNoReadersHere() throws IOException {
    site.answers.put("/api/posts", new Source.Answer(401, "", "", "", new byte[0]));

    assertThat(run()).as(said()).isTrue();

    assertThat(folder.resolve("api")).doesNotExist();
  }

  @Test
  void leadsFromFormerAddressesOn() throws IOException {
    site.answers.put("/old/a%22b", moved("/one"));
    site.answers.put("/older.php", moved("https://example.com/?a=$x&b"));
    site.answers.put(
        "/left", new Source.Answer(410, HTML, "", "", "Gone".getBytes(StandardCharsets.UTF_8)));
    site.patterns.put("/docs/*", "https://docs.example.org/*");

    run();

    assertThat(text("old/a\"b/index.html")).contains("content=\"0; url=/one\"");
    assertThat(text("old/a\"b.html")).contains("content=\"0; url=/one\"");
    assertThat(text("older.php/index.html")).contains("href=\"https://example.com/?a=$x&amp;b\"");
    assertThat(text("_redirects"))
        .contains("/old/a%22b /one 301\n", "/docs/* https://docs.example.org/:splat 301\n");
    assertThat(text("_galley/nginx-http.conf"))
        .contains("  \"/left\" \"", "  volatile;\n}\n")
        .contains("\"/old/a\\\"b\" \"/one\";")
        .contains("\"/older.php\" \"https://example.com/?a=%24x&b\";")
        .contains("\"~^/docs/(?<galley_rest>.*)$\" \"https://docs.example.org/$galley_rest\";");
    // What is gone has no file, which would answer as if it was there.
    assertThat(folder.resolve("left")).doesNotExist();
    try (Stream<Path> pages = Files.list(folder.resolve("_galley/gone"))) {
      assertThat(pages).singleElement().satisfies(page -> assertThat(page).hasContent("Gone"));
    }
  }

  private static Source.Answer moved(String location) {
    return new Source.Answer(301, "", "", location, new byte[0]);
  }

  @Test
  void writesNothingOutsideOfItsFolder() throws IOException {
    site.has("/..%2f..%2fout", "text/plain", "x");
    site.has("/.git/config", "text/plain", "x");
    site.has("/_galley/manifest.tsv", "text/plain", "x");
    site.has("/a%0Ab", "text/plain", "x");
    site.has("/" + "long".repeat(70), "text/plain", "x");

    assertThat(run()).isFalse();

    assertThat(folder.resolve(".git")).doesNotExist();
    assertThat(said().lines().filter(line -> line.endsWith("cannot be the name of a file")))
        .hasSize(5);
  }

  @Test
  void letsOneRunAtATimeIntoAFolder() throws IOException {
    SiteFolder other = new SiteFolder(folder);

    assertThatThrownBy(this::run).hasMessage("another run is writing there");
    other.close();
    assertThat(run()).isTrue();
  }

  /** Some servers lead from a page to its folder, from where relative addresses start elsewhere. */
  @Test
  void writesRelativeAddressesFromTheRoot() {
    StaticLinks links = new StaticLinks("https://example.org");
    String page =
        "<a href=\"two\">2</a><img src=\"../images/x.png\"><img src=\"./y.png\"><a href=\"#n\">n</a>"
            + "<a href=\"mailto:a@example.org\">m</a><a href=\"//b\">b</a><code>href=\"two\"</code>";

    assertThat(
            new String(
                links.copied(page.getBytes(StandardCharsets.UTF_8), HTML).bytes(),
                StandardCharsets.UTF_8))
        .isEqualTo(
            "<a href=\"/two\">2</a><img src=\"/images/x.png\"><img src=\"/y.png\"><a href=\"#n\">n</a>"
                + "<a href=\"mailto:a@example.org\">m</a><a href=\"//b\">b</a><code>href=\"two\"</code>");
  }

  private boolean run() throws IOException {
    PrintStream told = new PrintStream(out, true, StandardCharsets.UTF_8);
    return WritingSite.into(folder, site, told, Duration.ZERO);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String text(String path) throws IOException {
    return Files.readString(folder.resolve(path));
  }
}
