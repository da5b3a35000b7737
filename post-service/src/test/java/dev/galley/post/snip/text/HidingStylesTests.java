package dev.galley.post.snip.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HidingStylesTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<style>\n    .a { display:none }\n</style>\n<p class=a>x",
        "<div>\n    <STYLE type=x>.a{visibility : Collapse}",
        "<style>.a{opacity: 0.0;}</style>",
        "<style>b{color:red}</style> and <style>.a{font-size:0px}</style>",
        "<style>.a{d\\69splay:none}</style>",
        "<pre>\n```\n</pre>\n<style>.a{display:none}</style>",
      })
  void findsStylesThatHideSomething(String text) {
    assertThat(HidingStyles.areInMarkdown(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<style>.a { color: red; opacity: 0.5; font-size: 0.9em }</style>",
        "display: none",
        "```html\n<style>.a{display:none}</style>\n```\n",
        "In `<style>.a{display:none}</style>` it is hidden.",
        "<p style='display: none'>understood</p>",
      })
  void findsNothingWhereNoneIs(String text) {
    assertThat(HidingStyles.areInMarkdown(text)).isFalse();
  }
}
