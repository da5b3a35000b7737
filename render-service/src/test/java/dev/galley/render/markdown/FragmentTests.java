package dev.galley.render.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.render.markdown.dialect.Finding;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a rendered document tells besides its HTML, and the whole way of ordinary documents. */
class FragmentTests {

  @AutoClose private static GuardedMarkdown markdown;

  @BeforeAll
  static void start() {
    markdown = MarkdownFixtures.markdown();
  }

  private static List<String> warnings(String text) {
    return render(text).findings().stream().map(Finding::sentence).toList();
  }

  @Test
  void namesItsHeadings() {
    Fragment fragment = render("## Before\n\nWeek 459\n===\n\n# Another");

    assertThat(fragment.headings())
        .containsExactly(
            new Heading(2, "before", "Before"),
            new Heading(1, "week-459", "Week 459"),
            new Heading(1, "another", "Another"));
    assertThat(render("Only text").headings()).isEmpty();
  }

  @Test
  void beginsItsExcerptWithTheFirstParagraphs() {
    assertThat(render("# Title\n\nIt's *here* & `there`.\n\n> And on.[^1]\n\n[^1]: note").excerpt())
        .isEqualTo("It’s here & there. And on.");
    assertThat(render("# Only a title").excerpt()).isEmpty();
    assertThat(render("* TOC\n{:toc}\n\n# A\n\n1. one\n\n   two\n   * three").excerpt())
        .isEqualTo("one two three");
    assertThat(
            markdown.render(new Source(Format.GFM, "[TOC]\n\n# A\n\n1. one\n\n   two")).excerpt())
        .isEqualTo("one two");
  }

  @Test
  void endsALongExcerptAtAWord() {
    String excerpt = render("word ".repeat(200)).excerpt();

    assertThat(excerpt).hasSizeLessThanOrEqualTo(Fragment.EXCERPT_CHARS).endsWith("word…");
  }

  @Test
  void namesEachImageOnce() {
    assertThat(render("![a](/a.png) <img src='/b.png'> ![again](/a.png)").images())
        .containsExactly("/a.png", "/b.png");
  }

  @Test
  void warnsOfWhatLeadsNowhere() {
    assertThat(warnings("[a][nowhere]\n\n[b](#gone) [c](http:/c.example) [d][] and [sic], fn[^1]"))
        .containsExactly(
            "A link's reference is not defined: [nowhere]",
            "A link's reference is not defined: [d]",
            "A footnote is not defined: [^1]",
            "A link leads to a place that is not in this document: #gone",
            "A link's address is malformed: http:/c.example");
    assertThat(warnings("# Here\n\n[a](#here) [b](#) [c](/d#e) [f](https://g.example/h?i=j|k)"))
        .isEmpty();
  }

  @Test
  void warnsOfWhatIsLeftOut() {
    assertThat(warnings("<script>alert(1)</script>"))
        .containsExactly("Not allowed here and left out: <script>");
  }

  @Test
  void showsNothingThatBrowsersHide() {
    Fragment fragment =
        render(
            "<p hidden>one</p>\n<p style='visibility: hidden'>two</p>\n<p style='display:none'>three</p>"
                + "\n\n<dialog open><p>Seen <i hidden>four</i></p></dialog>");

    assertThat(fragment.html())
        .contains("<p hidden", "visibility: hidden", "display: none", "<i hidden", "<p>Seen");
    assertThat(fragment.excerpt()).isEqualTo("Seen");
    for (String element :
        List.of("<dialog>x</dialog>", "<div popover>x</div>", "<canvas>x</canvas>")) {
      assertThat(render(element).html().strip()).isEmpty();
      assertThat(warnings(element)).singleElement().asString().contains("left out");
    }
  }

  @Test
  void noticesAHeadingThatSkipsALevel() {
    assertThat(warnings("# One\n\n## Two\n\n### Three\n\n# Four")).isEmpty();
    assertThat(warnings("# One\n\n### Deeper"))
        .containsExactly("A heading of level 3 follows one of level 1: Deeper");
  }

  @Test
  void leavesNoObsoleteAttributeOnAPlayer() {
    assertThat(
            render(
                    "<iframe src=\"//player.vimeo.com/video/1\" width=\"5\" frameborder=\"0\""
                        + " webkitallowfullscreen allowfullscreen sandbox=\"\"></iframe>")
                .html())
        .contains("width=\"5\"", "allowfullscreen")
        .doesNotContain("frameborder", "webkit", "sandbox");
  }

  @Test
  void passesHtmlThroughTheSanitiserOnly() {
    Fragment fragment =
        markdown.render(new Source(Format.HTML, "<p>*not* \"Markdown\"<script>x</script></p>"));

    assertThat(fragment.html()).isEqualTo("<p>*not* \"Markdown\"</p>");
  }

  @Test
  void keepsFramesOfListedSitesAndLinksToOthers() {
    assertThat(render("<iframe src=\"//player.vimeo.com/video/1\"></iframe>").html())
        .contains("<iframe src=\"//player.vimeo.com/video/1\" referrerpolicy=");
    assertThat(render("<iframe src=\"https://social.example/@a/1/embed\"></iframe>").html())
        .contains("<iframe");
    assertThat(render("<iframe src=\"https://other.example/x\"></iframe>").html())
        .isEqualToIgnoringWhitespace(
            "<a href=\"https://other.example/x\">https://other.example/x</a>");
  }

  @Test
  void keepsTheQuotationOfAnEmbeddedTweet() {
    String tweet =
        "<blockquote class=\"twitter-tweet\"><p lang=\"en\">Hello</p>&mdash; A (@a) <a"
            + " href=\"https://twitter.com/a/1\">then</a></blockquote>\n"
            + "<script async src=\"//platform.twitter.com/widgets.js\"></script>";

    assertThat(render(tweet).html())
        .contains("<blockquote class=\"twitter-tweet\"><p lang=\"en\">Hello</p>— A (@a)")
        .doesNotContain("script");
  }

  @Test
  void keepsAddressesAsWritten() {
    assertThat(render("[a](../b?c=d&e=f) ![g](/h%20i.png)").html())
        .contains("href=\"../b?c=d&amp;e=f\"", "src=\"/h%20i.png\"");
  }

  @Test
  void readsEveryKindOfLineEnd() {
    assertThat(render("a\r\n\r\nb\r\rc\n\nd").html().replace("\n", ""))
        .isEqualTo("<p>a</p><p>b</p><p>c</p><p>d</p>");
  }

  @Test
  void rendersNothingToNothing() {
    assertThat(render("")).isEqualTo(render(" \n\n "));
    assertThat(render("").html()).isBlank();
  }

  @Test
  void knowsTheFormatsThatEventsName() {
    assertThat(Format.named("gfm")).isEqualTo(Format.GFM);
    assertThat(Format.named("kramdown")).isEqualTo(Format.KRAMDOWN);
    assertThat(Format.named("markdown")).as("of earlier events").isEqualTo(Format.KRAMDOWN);
    assertThat(Format.named("HTML")).isEqualTo(Format.HTML);
    assertThatThrownBy(() -> Format.named("docx"))
        .isInstanceOf(UnrenderableDocument.class)
        .hasMessage("The format 'docx' is not known");
  }

  private static Fragment render(String text) {
    return markdown.render(new Source(Format.KRAMDOWN, text));
  }
}
