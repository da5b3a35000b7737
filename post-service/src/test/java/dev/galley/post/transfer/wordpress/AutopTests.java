package dev.galley.post.transfer.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is expected is what WordPress 6.1.9's own {@code wpautop} gives, without line breaks. */
class AutopTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "one|two||three~<p>one<br />two</p><p>three</p>",
        "a<br>b<br /><br />c<br>|d~<p>a<br />b</p><p>c<br />d</p>",
        "Intro|<h2>Heading</h2>|Text~<p>Intro</p><h2>Heading</h2><p>Text</p>",
        "<ul>|<li>one</li>|<li>two||more</li>|</ul>~<ul><li>one</li><li>two<p>more</p></li></ul>",
        "<blockquote>Said||Twice</blockquote>|End~<blockquote><p>Said</p><p>Twice</p></blockquote><p>End</p>",
        "<pre>line 1||  line 2</pre>|Done~<pre>line 1||  line 2</pre><p>Done</p>",
        "<div>||d||</div>~<div><p>d</p></div>",
        "<p>para</p><h2>h</h2>|<br>two~<p>para</p><h2>h</h2><p>two</p>",
        "x <img src=^a|b.png^> y~<p>x <img src=^a|b.png^> y</p>",
        "<hr />x~<hr /><p>x</p>",
        "a\\b|c~<p>a\\b<br />c</p>",
      })
  void makesTheParagraphsOfWordPress(String text, String html) {
    assertThat(Autop.html(text.replace('|', '\n')).replaceAll("(?<=>)\\n|\\n(?=<)", ""))
        .isEqualTo(html.replace('|', '\n'));
  }

  @Test
  void survivesHostileText() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          Autop.html("<pre>".repeat(50_000));
          Autop.html("a\n".repeat(200_000));
          Autop.html("<".repeat(200_000));
          Autop.html("<!--".repeat(50_000));
          Autop.html("<a b=\"".repeat(50_000));
        });
  }
}
