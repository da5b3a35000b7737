package dev.galley.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ETagsTests {

  @Test
  void readsTheRevisionThatItWrote() {
    assertThat(ETags.required(ETags.of(459))).hasValue(459);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void asksForAPrecondition(String absent) {
    assertThatThrownBy(() -> ETags.required(absent)).isInstanceOf(PreconditionMissing.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*", "7", "W/\"7\"", "\"7\", \"8\"", "\"99999999999999999999\"", "\"-1\""})
  void takesForeignTagsAsMatchingNothing(String foreign) {
    assertThat(ETags.required(foreign)).isEmpty();
  }

  @Test
  void comparesWeaklyForReading() {
    assertThat(ETags.matches("\"a\", W/\"b\"", "\"b\"")).isTrue();
    assertThat(ETags.matches("*", "\"b\"")).isTrue();
    assertThat(ETags.matches("\"a\"", "\"b\"")).isFalse();
    assertThat(ETags.matches(null, "\"b\"")).isFalse();
  }
}
