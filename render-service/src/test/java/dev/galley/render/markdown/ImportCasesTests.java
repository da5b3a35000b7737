package dev.galley.render.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people reported of the rendering of their own sites, where the machine has the cases. */
class ImportCasesTests {

  private static final Path CASES = Corpus.folder().resolveSibling("cases").resolve("imports");

  private static GuardedMarkdown markdown;

  @BeforeAll
  static void start() {
    Assumptions.assumeTrue(Files.isDirectory(CASES), "No cases at " + CASES.toAbsolutePath());
    markdown = MarkdownFixtures.markdown();
  }

  @AfterAll
  static void stop() {
    if (markdown != null) {
      markdown.close();
    }
  }

  @Test
  void f03AnythingMayFollowTheFirstWordOfAFence() {
    Element body = body("F03-fence-info/fence.md");

    assertThat(body.select("pre > code").eachAttr("class"))
        .containsExactly("language-yaml", "language-go", "language-ruby");
    assertThat(body.selectFirst("pre > code").wholeText())
        .isEqualTo("asset_folder: \"true\"\n<form action=\"x\"><b>bold</b></form>\n");
    assertThat(body.select("form, b")).isEmpty();
    assertThat(body.select("p").eachText()).containsExactly("Before", "after");
  }

  @Test
  void f15HtmlIsReadAsBrowsersReadIt() {
    assertThat(body("F15-html/closed-void.md").text()).isEqualTo("text more");
    assertThat(body("F15-html/closed-void.md").select("br")).hasSize(2);
    Element unquoted = body("F15-html/unquoted.md");
    assertThat(unquoted.selectFirst("a").attr("href")).isEqualTo("https://example.org");
    assertThat(unquoted.selectFirst("td").attr("style")).isEqualTo("color: green");
    Element picture = body("F15-html/picture.md");
    assertThat(picture.selectFirst("source").attr("srcset")).isEqualTo("/images/a.webp 1x");
    assertThat(picture.selectFirst("img").attr("srcset")).isEqualTo("/images/b.png 2x");
    Element details = body("F15-html/details.md");
    assertThat(details.select("details > ul > li > strong").text()).isEqualTo("b");
    assertThat(details.select("details > pre > code.language-js").text()).isEqualTo("x");
  }

  @Test
  void f16IdsAreUniqueAlsoAgainstTheTheme() {
    assertThat(body("F16-heading-ids/same.md").select("h2").eachAttr("id"))
        .containsExactly("same", "same-1", "same-1-1")
        .doesNotHaveDuplicates();
    Element main = body("F16-heading-ids/main.md");
    assertThat(main.selectFirst("a").attr("href")).isEqualTo("#main");
    assertThat(main.selectFirst("h2").id()).isEqualTo("main");
    assertThat(markdown.render(new Source(Format.GFM, "<h2 id='~content'>x</h2>")).html().strip())
        .isEqualTo("<h2>x</h2>");
  }

  @Test
  void f17AddressesAreKeptAsWritten() {
    Element dots = body("F17-urls/dots.md");
    assertThat(dots.select("a").eachAttr("href"))
        .containsExactly("https://example.org/compare/6.1.0...6.2.0", "https://example.org/a--b");
    assertThat(dots.select("a").eachText()).isEqualTo(dots.select("a").eachAttr("href"));
    Element spaces = body("F17-urls/spaces.md");
    assertThat(spaces.selectFirst("img").attr("src")).isEqualTo("/images/Pasted%20image.png");
    assertThat(spaces.selectFirst("a").attr("href")).isEqualTo("https://example.org/a%20b");
  }

  @Test
  void f18SummariesAreWithoutFootnoteMarks() {
    String text = text("F18-summary/footnote.md");

    assertThat(markdown.render(new Source(Format.GFM, text)).excerpt())
        .isEqualTo("A fact about 2 things.");
    assertThat(markdown.render(new Source(Format.KRAMDOWN, text)).excerpt())
        .isEqualTo("A fact about 2 things.");
  }

  @Test
  void f19CodeInAListLosesTheFencesIndentation() {
    assertThat(body("F19-list-fence/indent.md").selectFirst("li > pre > code").wholeText())
        .isEqualTo("x = 1\n");
  }

  @Test
  void f21RightToLeftTextFindsItsDirection() {
    Element paragraph = body("F21-right-to-left/hebrew.md").selectFirst("p");

    assertThat(paragraph.attr("dir")).isEqualTo("auto");
  }

  private static Element body(String file) {
    return Jsoup.parseBodyFragment(markdown.render(new Source(Format.GFM, text(file))).html())
        .body();
  }

  /** Without the front matter, which post-service reads. */
  private static String text(String file) {
    try {
      return Files.readString(CASES.resolve(file)).replaceFirst("(?s)\\A---\n.*?\n---\n", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
