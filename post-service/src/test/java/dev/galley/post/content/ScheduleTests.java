package dev.galley.post.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.Update;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTests {

  private static final Instant AT = Instant.parse("2031-05-06T05:08:09Z");

  @Test
  void keepsTheRegionWhoseClocksShowTheTime() {
    Schedule schedule = in("Europe/Amsterdam");

    assertThat(schedule.zone()).isEqualTo(ZoneId.of("Europe/Amsterdam"));
    assertThat(schedule.localAt()).isEqualTo(OffsetDateTime.parse("2031-05-06T07:08:09+02:00"));
  }

  /** A browser refuses such names, and its views with them. */
  @ParameterizedTest
  @ValueSource(strings = {"Z", "+02:00", "UTC+02:00", "GMT-5"})
  void showsByUtcWhatIsOfNoRegion(String zone) {
    Schedule schedule = in(zone);

    assertThat(schedule.zone().getId()).isEqualTo("UTC");
    assertThat(schedule.at()).isEqualTo(AT);
    assertThat(schedule.again().zone().getId()).isEqualTo("UTC");
  }

  private static Schedule in(String zone) {
    return new Schedule(
        AT,
        ZoneId.of(zone),
        Schedule.Action.PUBLISH,
        Update.FIRST,
        null,
        false,
        null,
        PostFixtures.CHRIS,
        1,
        null);
  }
}
