package dev.galley.post.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KramdownMarksTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Term\n: its meaning",
        "Term\r\n\r\n:   its meaning\r\n",
        "The HTML.\n\n*[HTML]: Hyper Text",
        "## Install {#install}\n\nText",
        "Install {#to-install}\r\n=======",
        "a verse\\\\\nand another",
        "- one\n^\n- two",
        "| a | b |\n| c | d |",
        "Text\n\n| a |\n\nText",
        "a {: .note}",
        "where $$a_1$$ is",
        "<div markdown=\"1\">\n*a*\n</div>",
        "<div>\n\na\n</div>",
        "<p>a\n<div>\nb\n</div>\n\n<div>\nc\n\n</div>",
      })
  void areFound(String markdown) {
    assertThat(KramdownMarks.areIn(markdown)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`code`: its meaning",
        "at 12: 30",
        "`*[HTML]: x` and `{: .note}`",
        "```\nTerm\n: its meaning\n*[HTML]: x\n## A {#a}\n```",
        "* [a]: is a list",
        "A set {#a} of `$$a$$` $5 and $6",
        "| a | b |\n|---|---|\n| c | d |",
        "| a | b |\r\n| :-: | --- |\r\n| c | d |",
        "a verse\\\nand another",
        "<div>\na\n</div>\n\n*b*",
        "<p>a\n<div>\nb\n</div>\n\n<div>\nc\n</div>\n\n<p>\n\nd",
      })
  void areNotFoundWhereThereAreNone(String markdown) {
    assertThat(KramdownMarks.areIn(markdown)).isFalse();
  }
}
