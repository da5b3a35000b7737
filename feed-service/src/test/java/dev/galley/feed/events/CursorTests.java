package dev.galley.feed.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.web.problem.CursorInvalid;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTests {

  @Test
  void isReadBack() {
    for (Cursor cursor : List.of(Cursor.START, new Cursor(List.of(0L, 7L, 123_456_789_012L)))) {
      assertThat(Cursor.decode(cursor.encode())).isEqualTo(cursor);
      assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
    }
  }

  @Test
  void movesInOnePartition() {
    assertThat(Cursor.START.with(2, 5)).isEqualTo(new Cursor(List.of(0L, 0L, 5L)));
    assertThat(new Cursor(List.of(1L, 2L)).with(0, 9).offset(1)).isEqualTo(2);
    assertThat(Cursor.START.offset(17)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.1", "1.-1", "1..1", "1.1.", "x", "", "1.99999999999999999999"})
  void refusesWhatItDidNotWrite(String text) {
    String written = Base64.getUrlEncoder().encodeToString(text.getBytes());

    assertThatThrownBy(() -> Cursor.decode(written)).isInstanceOf(CursorInvalid.class);
    assertThatThrownBy(() -> Cursor.decode("§" + text)).isInstanceOf(CursorInvalid.class);
    assertThatThrownBy(() -> Cursor.decode("A".repeat(5000))).isInstanceOf(CursorInvalid.class);
  }
}
