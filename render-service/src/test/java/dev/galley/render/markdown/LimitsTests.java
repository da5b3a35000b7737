package dev.galley.render.markdown;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The limits that are checked before anything is parsed: what is within them passes. */
class LimitsTests {

  @Test
  void limitsTheSize() {
    assertAllowed(("a".repeat(999) + "\n").repeat(1000));
    assertRefused(("a".repeat(999) + "\n").repeat(1049), "longer than 1048576 characters");
  }

  @Test
  void limitsALine() {
    assertAllowed("ab ".repeat(Limits.MAX_LINE_CHARS / 3));
    assertRefused("x\n" + "ab ".repeat(Limits.MAX_LINE_CHARS / 2), "Line 2 is longer than 65536");
  }

  @Test
  void limitsRunsOfOneCharacterOutsideCode() {
    assertAllowed("=".repeat(Limits.MAX_RUN));
    assertRefused("=".repeat(Limits.MAX_RUN + 1), "repeats one character more than 1000 times");
    assertAllowed("```\n" + "=".repeat(Limits.MAX_RUN + 1) + "\n```");
    assertAllowed("    " + "=".repeat(Limits.MAX_RUN + 1));
  }

  @Test
  void limitsBackslashesOutsideCode() {
    assertAllowed("\\".repeat(Limits.MAX_BACKSLASHES));
    assertRefused("\\".repeat(Limits.MAX_BACKSLASHES + 1), "more than 20 backslashes");
    assertAllowed("~~~\n" + "\\".repeat(Limits.MAX_BACKSLASHES + 1) + "\n~~~");
  }

  @Test
  void limitsNesting() {
    assertAllowed(">".repeat(Limits.MAX_NESTING) + " a");
    assertRefused("> ".repeat(Limits.MAX_NESTING + 1) + "a", "deeper than 50");
    assertRefused("* ".repeat(Limits.MAX_NESTING + 1) + "a", "deeper than 50");
    assertRefused("1. ".repeat(Limits.MAX_NESTING + 1) + "a", "deeper than 50");
    assertRefused(" ".repeat(4 * (Limits.MAX_NESTING + 1)) + "* a", "deeper than 50");
  }

  @Test
  void limitsDefinitions() {
    assertAllowed("[a]: /b\n".repeat(Limits.MAX_DEFINITIONS));
    assertRefused(
        "[a]: /b\n".repeat(Limits.MAX_DEFINITIONS + 1), "more than 2000 link definitions");
  }

  @Test
  void limitsTagsInBothFormats() {
    String tags = "<i>\n".repeat(Limits.MAX_TAGS + 1);

    assertRefused(tags, "more than 50000 tags");
    assertThatThrownBy(() -> Limits.check(new Source(Format.HTML, tags)))
        .isInstanceOf(TooComplex.class);
  }

  private static void assertAllowed(String text) {
    assertThatCode(() -> Limits.check(new Source(Format.KRAMDOWN, text)))
        .doesNotThrowAnyException();
  }

  private static void assertRefused(String text, String reason) {
    assertThatThrownBy(() -> Limits.check(new Source(Format.KRAMDOWN, text)))
        .isInstanceOf(TooComplex.class)
        .hasMessageContaining(reason);
  }
}
