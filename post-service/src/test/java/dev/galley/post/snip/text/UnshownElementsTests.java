package dev.galley.post.snip.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnshownElementsTests {

  @ParameterizedTest
  @CsvSource({
    "<textarea rows=3>Some <b>text</b></textarea>, textarea, Some text",
    "<svg><text>A label</text></svg>, svg, A label",
    "<dialog>A note</dialog>, dialog, A note",
    "<SELECT><option>One</option></SELECT>, SELECT, One",
    "<object data=x>never closed, object, never closed",
  })
  void findsTextThatIsLeftOutWithItsElement(String html, String name, String text) {
    assertThat(UnshownElements.warnings("Before " + html))
        .containsExactly("the text in <" + name + "> is not shown here: " + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<svg viewBox='0 0 1 1'><path d='M0 0'/></svg>",
        "<dialog open>A note</dialog>",
        "<selection>text</selection>",
        "<div hidden>as in a browser</div>",
      })
  void findsNothingWhereNoneIs(String html) {
    assertThat(UnshownElements.warnings(html)).isEmpty();
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void takesTimeThatGrowsWithTheLength() {
    assertThat(UnshownElements.warnings("<svg>".repeat(200_000))).isEmpty();
    assertThat(UnshownElements.warnings("<svg ".repeat(200_000))).isEmpty();
    assertThat(UnshownElements.warnings("<svg>a<".repeat(100_000))).hasSize(1);
  }
}
