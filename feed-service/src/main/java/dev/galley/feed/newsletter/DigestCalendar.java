package dev.galley.feed.newsletter;

import dev.galley.feed.subscriber.Pace;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;

/**
 * When digests go out, by the clocks where the site is: an hour that a change of the clocks leaves
 * out is the next one, and one that comes twice is the first.
 */
record DigestCalendar(ZoneId zone, int hour, DayOfWeek weekday) {

  /** The last time at or before a moment. */
  ZonedDateTime last(Pace pace, Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    LocalDate day =
        pace == Pace.WEEKLY ? today.with(TemporalAdjusters.previousOrSame(weekday)) : today;
    ZonedDateTime time = at(day);
    return time.toInstant().isAfter(now) ? at(day.minusDays(days(pace))) : time;
  }

  /** The next time after a moment. */
  ZonedDateTime next(Pace pace, Instant now) {
    return at(last(pace, now).toLocalDate().plusDays(days(pace)));
  }

  private static int days(Pace pace) {
    return pace == Pace.WEEKLY ? 7 : 1;
  }

  private ZonedDateTime at(LocalDate day) {
    return day.atTime(hour, 0).atZone(zone);
  }
}
