package dev.galley.post.transfer.markup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.post.transfer.markup.HtmlToMarkdown.Converted;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlToMarkdownTests {

  @Test
  void writesAPostAsMarkdown() {
    String html =
        """
        <h2>Two <i>words</i></h2>
        <p>A <strong>bold </strong>word, <del>gone</del>, <code>a * b</code> and
        <a href="https://example.org/a_b?c=1&amp;d=2" title="T">a link</a>.<br>Next line
        <img src="/a.png" alt="A *picture*"></p>
        <ul><li>one<ul><li>three</li></ul></li><li>two</li></ul>
        <ol><li><p>first</p><p>again</p></li></ol>
        <blockquote>bare<p>said</p></blockquote>
        <pre><code class="language-js">if (a &lt; b) {

          c();
        }
        </code></pre>
        <hr>
        <table><thead><tr><th>A</th><th align="right">B</th></tr></thead>
        <tbody><tr><td>a|b<br>c</td><td align="right">2</td></tr></tbody></table>
        """;

    Converted converted = HtmlToMarkdown.convert(html);

    assertThat(converted.format()).isEqualTo("gfm");
    assertThat(converted.body())
        .isEqualTo(
            """
            ## Two *words*

            A **bold** word, ~~gone~~, `a * b` and [a link](https://example.org/a_b?c=1&d=2 "T").\s\s
            Next line ![A \\*picture\\*](/a.png)

            - one
              - three
            - two

            1. first
              \s
               again

            > bare
            >\s
            > said

            ```js
            if (a < b) {

              c();
            }
            ```

            ---

            |A|B|
            |---|---:|
            |a\\|b<br>c|2|
            """
                .stripTrailing());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "<ol start=\"3\"><li>three</li></ol>~3. three",
        "<p>1. no list</p>~1\\. no list",
        "<p># no heading</p>~\\# no heading",
        "<p>*a* _b_ [c](d) `e` &lt;b&gt; &amp;amp;</p>~\\*a\\* \\_b\\_ \\[c\\](d) \\`e\\` \\<b\\> \\&amp;",
        "bare words~bare words",
        "<p>a <span>b</span></p>~a b",
        "<p>see https://example.org/x</p>~see https://example.org/x",
        "<p>a</p><p></p><p>b</p>~a",
        "<p>x<strong>\"y\"</strong>z</p>~x<strong>\"y\"</strong>z",
        "<p>a <a href=\"/b\" target=\"_blank\">c</a></p>~a <a href=\"/b\" target=\"_blank\">c</a>",
        "<p>H<sub>2</sub>O</p>~H<sub>2</sub>O",
      })
  void keepsWhatReadersSee(String html, String markdown) {
    Converted converted = HtmlToMarkdown.convert(html);

    assertThat(converted.format()).isEqualTo("gfm");
    assertThat(converted.body()).startsWith(markdown);
  }

  @Test
  void keepsABlockThatMarkdownHasNotAsHtmlBetweenParagraphs() {
    String figure =
        "<figure class=\"wide\"><img src=\"/a.png\"><figcaption>A</figcaption></figure>";
    String words = "Words and more words. ".repeat(10).strip();

    Converted converted =
        HtmlToMarkdown.convert("<p>" + words + "</p>" + figure + "<p>" + words + "</p>");

    assertThat(converted).isEqualTo(new Converted(words + "\n\n" + figure + "\n\n" + words, "gfm"));
  }

  @Test
  void keepsTwoListsApart() {
    Converted converted =
        HtmlToMarkdown.convert("<ul><li>one</li></ul><ul><li>two</li></ul><p>end</p>");

    assertThat(converted).isEqualTo(new Converted("- one\n\n<!-- -->\n\n- two\n\nend", "gfm"));
  }

  @Test
  void keepsTheMarkBehindASummary() {
    assertThat(HtmlToMarkdown.convert("<p>a</p><!--more--><p>b</p>"))
        .isEqualTo(new Converted("a\n\n<!--more-->\n\nb", "gfm"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<div class=\"grid\"><div>a</div><div>b</div></div>",
        "<p style=\"color:red\">red</p>",
        "<table><tr><td colspan=\"2\">a</td></tr></table>",
        "<form action=\"/x\"><input name=\"a\"></form>",
        "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg>",
      })
  void keepsHtmlWhereMostOfItHasNoMarkdown(String html) {
    assertThat(HtmlToMarkdown.convert(html)).isEqualTo(new Converted(html, "html"));
  }

  @Test
  void survivesHostileHtml() {
    String deep = "<blockquote>".repeat(5_000) + "x";
    String emphases = "<em>a".repeat(5_000);
    String brackets = "<p>" + "[".repeat(50_000) + "</p>";

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThat(HtmlToMarkdown.convert(deep)).isEqualTo(new Converted(deep, "html"));
          assertThat(HtmlToMarkdown.convert(emphases).body()).contains("a");
          assertThat(HtmlToMarkdown.convert(brackets).body()).contains("[");
        });
  }
}
