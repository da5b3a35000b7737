package dev.galley.post.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProseTests {

  @ParameterizedTest
  @CsvSource({
    "a;```;a;```;a, b;```;a;```;b",
    "````;```;a;````;a, ````;```;a;````;b",
    "<pre>;```js;</pre>;a, <pre>;```js;</pre>;b",
    "<figure><pre><code>;```;~~~</code></pre></figure>;a, <figure><pre><code>;```;~~~</code></pre></figure>;b",
    "<PRE>x</PRE>;```;a;```;a, <PRE>x</PRE>;```;a;```;b",
    "<pre>;```;a;```;a, <pre>;```;a;```;b",
  })
  void isWhatLiesInNoFence(String markdown, String changed) {
    assertThat(
            Prose.outsideFences(
                markdown.replace(';', '\n'), text -> text.replaceAll("\\ba\\b", "b")))
        .isEqualTo(changed.replace(';', '\n'));
  }
}
