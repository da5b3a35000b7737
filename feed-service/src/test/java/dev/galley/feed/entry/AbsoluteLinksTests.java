package dev.galley.feed.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AbsoluteLinksTests {

  private static final URI PAGE = URI.create("https://gofreerange.com/week-459");

  @ParameterizedTest
  @CsvSource({
    "/week-458, https://gofreerange.com/week-458",
    "week-458, https://gofreerange.com/week-458",
    "../week-458, https://gofreerange.com/week-458",
    "?page=2, https://gofreerange.com/week-459?page=2",
    "#fn:1, https://gofreerange.com/week-459#fn:1",
    "/week-458#fn:1, https://gofreerange.com/week-458#fn:1",
    "//example.org/x, https://example.org/x",
    "mailto:lets@gofreerange.com, mailto:lets@gofreerange.com",
    "https://example.org/a b, https://example.org/a b",
    "tel:+44123, tel:+44123",
    "http://, http://",
    "'', ''"
  })
  void leadsWhereTheLinkOnThePageLeads(String written, String expected) {
    assertThat(AbsoluteLinks.in("<a href=\"" + written + "\">x</a>", PAGE))
        .isEqualTo("<a href=\"" + expected + "\">x</a>");
  }

  @Test
  void coversImagesAndTheirCandidates() {
    String html =
        "<img src=\"/images/a.png\" srcset=\"/images/a.png, /images/a@2x.png 2x\">"
            + "<video poster=\"/p.png\"><source src=\"v.mp4\"></video><blockquote cite=\"/q\">";

    assertThat(AbsoluteLinks.in(html, PAGE))
        .contains("src=\"https://gofreerange.com/images/a.png\"")
        .contains(
            "srcset=\"https://gofreerange.com/images/a.png, "
                + "https://gofreerange.com/images/a@2x.png 2x\"")
        .contains("poster=\"https://gofreerange.com/p.png\"")
        .contains("src=\"https://gofreerange.com/v.mp4\"")
        .contains("cite=\"https://gofreerange.com/q\"");
  }

  @Test
  void leavesOutWhatBrowsersHide() {
    assertThat(
            AbsoluteLinks.in(
                "<p>a<i hidden>b</i></p><p style=\"color: red; display: none\">c</p>", PAGE))
        .isEqualTo("<p>a</p>");
  }

  @Test
  void changesNothingElse() {
    String html = "<p>A &amp; B –\n  <em>c</em></p>\n\n<pre><code>  x &lt; y\n</code></pre>\n";

    assertThat(AbsoluteLinks.in(html, PAGE)).isEqualTo(html);
  }

  @Test
  @Timeout(20)
  void survivesDeepNesting() {
    String html = "<div>".repeat(20_000) + "<a href=\"/x\">x</a>";

    assertThat(AbsoluteLinks.in(html, PAGE)).contains("https://gofreerange.com/x");
  }
}
