package dev.galley.post.publish;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * When something is shown to readers or taken from them.
 *
 * @param at to the millisecond
 * @param zone whose offset its dates get
 * @param scheduledFor when it was to happen; absent when somebody does it now
 */
public record PublicationTime(Instant at, ZoneId zone, @Nullable Instant scheduledFor) {

  /** Less is the time that carrying it out takes. */
  private static final Duration LATE = Duration.ofSeconds(5);

  public PublicationTime {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  static PublicationTime now(Clock clock) {
    return new PublicationTime(clock.instant(), clock.getZone(), null);
  }

  OffsetDateTime date() {
    return at.atZone(zone).toOffsetDateTime();
  }

  /** What the history says: the kind of the change, and which time was chosen for it. */
  String noted(String kind) {
    if (scheduledFor == null) {
      return kind;
    }
    Duration late = Duration.between(scheduledFor, at);
    return kind
        + ", scheduled for "
        + scheduledFor.atZone(zone).toOffsetDateTime()
        + (late.compareTo(LATE) < 0 ? "" : ", late by " + inWords(late));
  }

  private static String inWords(Duration duration) {
    if (duration.toDays() > 0) {
      return duration.toDays() + " d " + duration.toHoursPart() + " h";
    }
    if (duration.toHours() > 0) {
      return duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
    return duration.toMinutes() > 0
        ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
        : duration.toSeconds() + " s";
  }
}
