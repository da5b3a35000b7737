package dev.galley.render.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LastModifiedTests {

  private static final Instant CHANGED = Instant.parse("2017-11-03T16:33:22.540Z");
  private static final String DATE = "Fri, 03 Nov 2017 16:33:23 GMT";

  private final LastModified modified = LastModified.of(CHANGED);

  @Test
  void namesTheSecondAfterTheChange() {
    assertThat(modified.headerAt(CHANGED.plusSeconds(1))).contains(DATE);
  }

  @Test
  void tellsNothingWhileAnotherChangeCouldShareTheSecond() {
    Instant sameSecond = Instant.parse("2017-11-03T16:33:22.900Z");

    assertThat(modified.headerAt(sameSecond)).isEmpty();
    assertThat(modified.isKnown(DATE, sameSecond)).isFalse();
  }

  @Test
  void comparesDates() {
    Instant now = CHANGED.plusSeconds(60);

    assertThat(modified.isKnown(DATE, now)).isTrue();
    assertThat(modified.isKnown("Fri, 03 Nov 2017 17:00:00 GMT", now)).isTrue();
    assertThat(modified.isKnown("Fri, 03 Nov 2017 16:33:22 GMT", now)).isFalse();
    assertThat(modified.isKnown(null, now)).isFalse();
  }
}
