package dev.galley.post.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.galley.post.content.InvalidContent;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalTimesTests {

  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

  @ParameterizedTest
  @CsvSource({
    "2026-12-04T17:00,          2026-12-04T16:00:00Z",
    "2026-07-03T17:00:30,       2026-07-03T15:00:30Z",
    // An offset says all by itself, whatever the zone; so it also tells the two of autumn apart.
    "2026-12-04T17:00-05:00,    2026-12-04T22:00:00Z",
    "2026-10-25T02:30+02:00,    2026-10-25T00:30:00Z",
    "2026-10-25T02:30+01:00,    2026-10-25T01:30:00Z",
    "2026-12-04T16:00:00.1234Z, 2026-12-04T16:00:00.123Z",
    // The first minute after each gap and overlap is clear again.
    "2026-03-29T03:00,          2026-03-29T01:00:00Z",
    "2026-10-25T03:00,          2026-10-25T02:00:00Z"
  })
  void readsTimesOfTheZonesClocks(String text, Instant moment) {
    assertThat(LocalTimes.moment(text, AMSTERDAM)).isEqualTo(moment);
  }

  @Test
  void offersBothSidesOfATimeThatClocksSkip() {
    assertThatExceptionOfType(LocalTimes.Unclear.class)
        .isThrownBy(() -> LocalTimes.moment("2026-03-29T02:30", AMSTERDAM))
        .satisfies(
            unclear -> {
              assertThat(unclear.never()).isTrue();
              assertThat(unclear.choices())
                  .containsExactly(
                      OffsetDateTime.parse("2026-03-29T01:30+01:00"),
                      OffsetDateTime.parse("2026-03-29T03:30+02:00"));
            });
  }

  @Test
  void offersBothTimesThatClocksShowAlike() {
    assertThatExceptionOfType(LocalTimes.Unclear.class)
        .isThrownBy(() -> LocalTimes.moment("2026-10-25T02:30", AMSTERDAM))
        .satisfies(
            unclear -> {
              assertThat(unclear.never()).isFalse();
              assertThat(unclear.choices())
                  .containsExactly(
                      OffsetDateTime.parse("2026-10-25T02:30+02:00"),
                      OffsetDateTime.parse("2026-10-25T02:30+01:00"));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tomorrow", "2026-12-04", "2026-02-30T10:00", "17:00"})
  void refusesWhatIsNoTime(String text) {
    assertThatExceptionOfType(InvalidContent.class)
        .isThrownBy(() -> LocalTimes.moment(text, AMSTERDAM))
        .satisfies(invalid -> assertThat(invalid.violations().get(0).field()).isEqualTo("at"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Amsterdam", "+25:00", "Europe/Amsterdam\n", "../etc/passwd"})
  void refusesWhatIsNoZone(String name) {
    assertThatExceptionOfType(InvalidContent.class).isThrownBy(() -> LocalTimes.zone(name));
  }
}
