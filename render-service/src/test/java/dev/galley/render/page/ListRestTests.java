package dev.galley.render.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ListRestTests {

  private long now = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();
  private final ListRest rest = new ListRest(Duration.ofMillis(250), () -> now);

  @Test
  void isOverAtTheStart() {
    assertThat(rest.left()).isZero();
  }

  @Test
  void lastsUntilNothingChangesAnyMore() {
    rest.changed();
    pass(Duration.ofMillis(200));
    rest.changed();
    assertThat(rest.left()).isEqualTo(Duration.ofMillis(250));

    pass(Duration.ofMillis(250));

    assertThat(rest.left()).isZero();
  }

  @Test
  void endsAfterHalfAMinuteOfChanges() {
    for (int i = 0; i < 299; i++) {
      rest.changed();
      pass(Duration.ofMillis(100));
    }
    rest.changed();
    assertThat(rest.left()).isEqualTo(Duration.ofMillis(100));

    pass(Duration.ofMillis(100));
    rest.changed();

    assertThat(rest.left()).isZero();
  }

  @Test
  void isNineTimesAsLongAsTheWork() {
    rest.after(() -> pass(Duration.ofSeconds(2)));

    assertThat(rest.left()).isEqualTo(Duration.ofSeconds(18));
    pass(Duration.ofSeconds(18));
    assertThat(rest.left()).isZero();
  }

  @Test
  void isHalfAMinuteAtMost() {
    rest.after(() -> pass(Duration.ofMinutes(2)));

    assertThat(rest.left()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void waitsForChangesThatCameDuringTheWork() {
    rest.after(rest::changed);

    assertThat(rest.left()).isEqualTo(Duration.ofMillis(250));
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
