package dev.galley.render.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a page was changed last, for readers that remember no entity tag (RFC 9110, section 8.8.2).
 *
 * @param second the first whole second after the change, so that no later change can share it
 * @param header the same as HTTP writes it, made once
 */
public record LastModified(Instant second, String header) {

  /** RFC 9110 5.6.7: the day has two digits, which Java's own format does not give it. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);

  static LastModified of(Instant changedAt) {
    Instant next = changedAt.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    return new LastModified(next, HTTP_DATE.format(next.atOffset(ZoneOffset.UTC)));
  }

  /**
   * The header's value.
   *
   * @return empty before that second has come: another change could still share it
   */
  public Optional<String> headerAt(Instant now) {
    return now.isBefore(second) ? Optional.empty() : Optional.of(header);
  }

  /**
   * Whether whoever sent this has the page. A date that is none is ignored (RFC 9110, 13.1.3).
   *
   * @param ifModifiedSince the header's value; null when it was not sent
   */
  public boolean isKnown(@Nullable String ifModifiedSince, Instant now) {
    if (ifModifiedSince == null || now.isBefore(second)) {
      return false;
    }
    return header.equals(ifModifiedSince)
        || parsed(ifModifiedSince).filter(since -> !since.isBefore(second)).isPresent();
  }

  private static Optional<Instant> parsed(String date) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
