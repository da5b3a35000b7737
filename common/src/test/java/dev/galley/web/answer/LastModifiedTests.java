package dev.galley.web.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LastModifiedTests {

  private static final Instant CHANGED = Instant.parse("2017-11-03T16:33:22.540Z");
  private static final String DATE = "Fri, 03 Nov 2017 16:33:23 GMT";

  private final LastModified modified = LastModified.of(CHANGED);

  @Test
  void namesTheSecondAfterTheChange() {
    assertThat(modified.header(CHANGED.plusSeconds(1))).isEqualTo(DATE);
  }

  // RFC 9110, 8.8.2.1: never later than the answer itself.
  @Test
  void namesAnEarlierTimeWhileAnotherChangeCouldShareTheSecond() {
    Instant sameSecond = Instant.parse("2017-11-03T16:33:22.900Z");

    assertThat(modified.header(sameSecond)).isEqualTo("Fri, 03 Nov 2017 16:33:21 GMT");
    assertThat(modified.isUnchangedSince(DATE, sameSecond)).contains(false);
    assertThat(modified.isUnchangedSince(modified.header(sameSecond), CHANGED.plusSeconds(60)))
        .contains(false);
  }

  @Test
  void comparesDates() {
    Instant now = CHANGED.plusSeconds(60);

    assertThat(modified.isUnchangedSince(DATE, now)).contains(true);
    assertThat(modified.isUnchangedSince("Fri, 03 Nov 2017 17:00:00 GMT", now)).contains(true);
    assertThat(modified.isUnchangedSince("Fri, 03 Nov 2017 16:33:22 GMT", now)).contains(false);
    assertThat(modified.isUnchangedSince("yesterday", now)).isEmpty();
  }

  @Test
  void isOfEachChangeInASecond() {
    assertThat(modified.isOf(Instant.parse("2017-11-03T16:33:22.999Z"))).isTrue();
    assertThat(modified.isOf(Instant.parse("2017-11-03T16:33:23Z"))).isFalse();
  }
}
