package dev.galley.post.schedule;

import dev.galley.post.content.InvalidContent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/**
 * What people mean by a time of their clocks. Twice a year it is not clear: there is no half past
 * two when clocks go forward, and there are two of it when they go back.
 */
final class LocalTimes {

  /** The clocks of the zone never or twice show this time. */
  static final class Unclear extends RuntimeException {

    private final boolean never;
    private final List<OffsetDateTime> choices;

    private Unclear(boolean never, List<OffsetDateTime> choices) {
      super(never ? "The clocks skip this time" : "The clocks show this time twice");
      this.never = never;
      this.choices = List.copyOf(choices);
    }

    /** Whether they skip it; else they show it twice. */
    boolean never() {
      return never;
    }

    /** What may be meant, the earlier first. */
    List<OffsetDateTime> choices() {
      return choices;
    }
  }

  private LocalTimes() {}

  /**
   * The zone of that name.
   *
   * @throws InvalidContent when there is none
   */
  static ZoneId zone(String name) {
    if (!ZoneId.getAvailableZoneIds().contains(name)) {
      throw InvalidContent.of("zone", "must be the IANA name of a zone, such as Europe/Amsterdam");
    }
    return ZoneId.of(name);
  }

  /**
   * The moment that is meant.
   *
   * @param text a local time of the zone; one with an offset says all by itself
   * @throws Unclear when the clocks of the zone never or twice show it
   * @throws InvalidContent when it is no time
   */
  static Instant moment(String text, ZoneId zone) {
    TemporalAccessor time = parsed(text);
    return time instanceof OffsetDateTime exact
        ? exact.toInstant().truncatedTo(ChronoUnit.MILLIS)
        : moment(((LocalDateTime) time).truncatedTo(ChronoUnit.MILLIS), zone);
  }

  private static TemporalAccessor parsed(String text) {
    try {
      return DateTimeFormatter.ISO_DATE_TIME.parseBest(
          text, OffsetDateTime::from, LocalDateTime::from);
    } catch (DateTimeException e) {
      throw InvalidContent.of("at", "must be a date and time, such as 2026-12-04T17:00");
    }
  }

  private static Instant moment(LocalDateTime time, ZoneId zone) {
    ZoneOffsetTransition transition = zone.getRules().getTransition(time);
    if (transition == null) {
      return time.atZone(zone).toInstant();
    }
    List<OffsetDateTime> choices =
        List.of(
            time.atOffset(transition.getOffsetAfter()),
            time.atOffset(transition.getOffsetBefore()));
    throw new Unclear(
        transition.isGap(),
        choices.stream()
            .map(OffsetDateTime::toInstant)
            .sorted()
            .map(moment -> moment.atZone(zone).toOffsetDateTime())
            .toList());
  }
}
