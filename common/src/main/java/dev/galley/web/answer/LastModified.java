package dev.galley.web.answer;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * When something was changed last, for readers that remember no entity tag (RFC 9110, section
 * 8.8.2). HTTP dates have whole seconds: the one after the change is named, so that no later change
 * can share it.
 */
public final class LastModified {

  /** RFC 9110 5.6.7: the day has two digits, which Java's own format does not give it. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);

  private final Instant second;
  private final String header;

  private LastModified(Instant second) {
    this.second = second;
    this.header = format(second);
  }

  /** Of a change at this moment. */
  public static LastModified of(Instant changedAt) {
    return new LastModified(nextSecond(changedAt));
  }

  /** Whether it would be said of a change at this moment. */
  public boolean isOf(Instant changedAt) {
    return second.equals(nextSecond(changedAt));
  }

  /**
   * The header's value. No date may be of the future (RFC 9110, 8.8.2.1): until the second has
   * come, it is an earlier one, with which no reader is told that nothing changed.
   */
  String header(Instant now) {
    return now.isBefore(second) ? format(second.minusSeconds(2)) : header;
  }

  /**
   * Whether nothing was changed after a date, as far as can be said now.
   *
   * @param date a header's value
   * @return empty for what is no date, which is to be ignored (RFC 9110, 13.1.3 and 13.1.4)
   */
  Optional<Boolean> isUnchangedSince(String date, Instant now) {
    if (header.equals(date)) {
      return Optional.of(!now.isBefore(second));
    }
    return parsed(date).map(since -> !now.isBefore(second) && !since.isBefore(second));
  }

  private static Instant nextSecond(Instant changedAt) {
    return Instant.ofEpochSecond(changedAt.getEpochSecond() + 1);
  }

  private static String format(Instant second) {
    return HTTP_DATE.format(second.atOffset(ZoneOffset.UTC));
  }

  private static Optional<Instant> parsed(String date) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
