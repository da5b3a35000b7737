package dev.galley.post.transfer.wordpress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShortcodesTests {

  private final Shortcodes shortcodes = new Shortcodes(new Library(), "1");

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "[caption width=\"300\"]<img src=\"a\"> Words[/caption]~<figure><img src=\"a\"><figcaption>Words</figcaption></figure>",
        "[embed]https://example.org/x[/embed]~<p><a href=\"https://example.org/x\">https://example.org/x</a></p>",
        "[youtube https://youtu.be/dQw4w9WgXcQ]~<figure><iframe src=\"https://www.youtube.com/embed/dQw4w9WgXcQ\" title=\"YouTube\" allowfullscreen></iframe></figure>",
        "[vimeo 12345678]~<figure><iframe src=\"https://player.vimeo.com/video/12345678\" title=\"Vimeo\" allowfullscreen></iframe></figure>",
        "[audio src=\"/a.mp3\"]~<figure><audio controls src=\"/a.mp3\"></audio></figure>",
        "[video mp4=\"/a.mp4\" poster=\"/p.jpg\"][/video]~<figure><video controls src=\"/a.mp4\" poster=\"/p.jpg\"></video></figure>",
        "[sourcecode language=\"java\"]a < b[/sourcecode]~<pre><code class=\"language-java\">a &lt; b</code></pre>",
        "Write [[gallery]] so~Write [gallery] so",
        "<code>[gallery]</code>~<code>[gallery]</code>",
        "<pre>Write [[box]inner[/box]] so</pre>~<pre>Write [[box]inner[/box]] so</pre>",
        "<pre>a[my_index] [участникам]</pre>~<pre>a[my_index] [участникам]</pre>",
        "[так] писал он [/] [/иначе]~[так] писал он [/] [/иначе]",
        "as he said [sic], [1] and [citation needed]~as he said [sic], [1] and [citation needed]",
      })
  void writesOutWhatHasAMeaning(String text, String html) {
    assertThat(shortcodes.written(text)).isEqualTo(html);
    assertThat(shortcodes.unknown()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[contact-form-7 id=\"12\"]",
        "[tweets]",
        "word [my_list /] word",
        "[box]inner[/box]",
        "[gallery ids=\"99\"]",
        "[caption]no picture[/caption]",
        "[участникам]SECRET[/участникам]",
        "[участникам уровень=\"1\"]SECRET[/участникам]",
        "[2co]SECRET[/2co]",
        "<pre>[members]SECRET[/members]</pre>",
        "<pre><code>[members level=1]SECRET[/members]</code></pre>",
      })
  void findsWhatHasNone(String text) {
    assertThat(shortcodes.written(text)).isEqualTo(text);
    assertThat(shortcodes.unknown()).hasSize(1);
  }

  @Test
  void survivesHostileText() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          shortcodes.written("[a]".repeat(100_000) + "[/a]");
          shortcodes.written("[a ".repeat(100_000));
          shortcodes.written("[ä".repeat(100_000) + "[/ä]".repeat(100_000));
          shortcodes.written("[a b=\"".repeat(50_000));
          shortcodes.written("<code>[a]".repeat(50_000));
        });
  }
}
