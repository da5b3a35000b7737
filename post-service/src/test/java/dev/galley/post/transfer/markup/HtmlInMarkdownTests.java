package dev.galley.post.transfer.markup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of which Hugo 0.111 shows nothing. */
class HtmlInMarkdownTests {

  @Test
  void isWhatWouldShowSomething() {
    assertThat(
            HtmlInMarkdown.showing(
                """
                Text with <b>bold</b> words<br> and <img src="a.png">.

                <div class="note">
                Words
                </div>

                - <details>
                  <summary>More</summary>

                  *Shown*

                  </details>

                <iframe src="https://example.org/"></iframe>
                """))
        .containsExactly(
            "<img src=\"a.png\">",
            "<div class=\"note\">",
            "<details>",
            "<iframe src=\"https://example.org/\"></iframe>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a <b>b</b> <span class=\"c\">d</span> <!-- e --> {{<figure src=\"a.png\">}}",
        "<!--more-->",
        "<br>\n\n<div class=\"a\">\n\nText\n\n</div>\n\n<a name=\"b\"></a>\n",
        "<script>\nf('x')\n</script>",
        "```html\n<p>a</p>\n```\n\n`<img src=a>`",
        "1 < 2 > 1",
      })
  void isNotWhatShowsNothing(String markdown) {
    assertThat(HtmlInMarkdown.showing(markdown)).isEmpty();
  }
}
