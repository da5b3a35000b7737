package dev.galley.web.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ETagsTests {

  @Test
  void readsTheRevisionThatItWrote() {
    assertThat(ETags.required(ETags.of(459))).isEqualTo(IfMatch.of(459));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void asksForAPrecondition(String absent) {
    assertThatThrownBy(() -> ETags.required(absent)).isInstanceOf(PreconditionMissing.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "W/\"7\"", "\"8\"", "\"77777777777777777777\"", "\"-7\"", "\"x\""})
  void takesForeignAndWeakTagsAsMatchingNothing(String foreign) {
    assertThat(ETags.required(foreign).matches(7)).isFalse();
  }

  // RFC 9110, 13.1.1: a list matches when any member does, and * whatever there is.
  @ParameterizedTest
  @ValueSource(
      strings = {"*", " * ", "\"6\", \"7\"", "\"7\",\"8\"", "W/\"6\", \"7\"", "\"a,b\", \"7\""})
  void matchesAnyMemberOfAList(String list) {
    assertThat(ETags.required(list).matches(7)).isTrue();
  }

  @Test
  void comparesWeaklyForReading() {
    assertThat(ETags.matches("\"a\", W/\"b\"", "\"b\"")).isTrue();
    assertThat(ETags.matches("*", "\"b\"")).isTrue();
    assertThat(ETags.matches("\"a\"", "\"b\"")).isFalse();
    assertThat(ETags.matches(null, "\"b\"")).isFalse();
  }
}
