package dev.galley.post.snip;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The times in snips and front matter: {@code 2017-11-03 17:24:45.123456789 +0100} and its
 * relatives, and the forms in which people write dates. The offset is kept, since a feed entry's id
 * holds the date in the zone it was written in.
 */
final class Timestamps {

  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4})[-/.](\\d\\d?)[-/.](\\d\\d?)"
              + "(?:(?:[Tt]|[ \\t]+)(\\d\\d?):(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,9}))?)?)?"
              + "[ \\t]*(Z|UTC|GMT|[+-]\\d\\d?(?::?\\d\\d)?)?");

  /** As people write them, and RFC 1123's. */
  private static final List<DateTimeFormatter> OTHERS =
      Stream.of(
              "[EEE, ][EEE ]MMM d[,] uuuu[ HH:mm[:ss][ ][XXX][XX]]",
              "MMMM d[,] uuuu",
              "[EEE, ]d MMM uuuu[ HH:mm[:ss][ ][XXX][XX][zzz]]",
              "d MMMM uuuu",
              "uuuu-M-d['T'][ ]H:mm[:ss] zzz")
          .map(
              pattern ->
                  new DateTimeFormatterBuilder()
                      .parseCaseInsensitive()
                      .appendPattern(pattern)
                      .toFormatter(Locale.ENGLISH))
          .toList();

  /** What YAML 1.1 takes for a point in time and not for a text; without an offset. */
  private static final Pattern TIMESTAMP =
      Pattern.compile("\\d{4}-\\d\\d?-\\d\\d?(?:[Tt]|[ \\t]+)\\d\\d?:\\d\\d:\\d\\d(?:\\.\\d*)?");

  private Timestamps() {}

  /** The time that a text says, in UTC when it names no offset; empty when it is not a time. */
  static Optional<OffsetDateTime> parse(String text) {
    return parse(text, Clocks.UTC);
  }

  /**
   * The time that a text says; empty when it is not a time.
   *
   * @param clocks what it means when it names no offset
   */
  static Optional<OffsetDateTime> parse(String text, Clocks clocks) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return OTHERS.stream()
          .flatMap(other -> parse(other, text.strip(), clocks).stream())
          .findFirst();
    }
    try {
      LocalDateTime time =
          LocalDateTime.of(
              number(form, 1),
              number(form, 2),
              number(form, 3),
              number(form, 4),
              number(form, 5),
              number(form, 6),
              nanos(form.group(7)));
      String offset = form.group(8);
      return Optional.of(
          offset == null
              ? clocks.at(time, TIMESTAMP.matcher(text.strip()).matches())
              : Clocks.at(time, offset(offset)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<OffsetDateTime> parse(
      DateTimeFormatter form, String text, Clocks clocks) {
    try {
      TemporalAccessor found =
          form.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
      if (found instanceof ZonedDateTime zoned) {
        return Optional.of(Clocks.at(zoned.toLocalDateTime(), zoned.getZone()));
      }
      LocalDateTime time =
          found instanceof LocalDateTime local ? local : ((LocalDate) found).atStartOfDay();
      return Optional.of(clocks.at(time));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(Matcher form, int group) {
    String digits = form.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static int nanos(@Nullable String fraction) {
    return fraction == null ? 0 : Integer.parseInt((fraction + "00000000").substring(0, 9));
  }

  private static ZoneId offset(String text) {
    if (Character.isLetter(text.charAt(0))) {
      return ZoneOffset.UTC;
    }
    String digits = text.substring(1).replace(":", "");
    int hours =
        Integer.parseInt(digits.length() > 2 ? digits.substring(0, digits.length() - 2) : digits);
    int minutes = digits.length() > 2 ? Integer.parseInt(digits.substring(digits.length() - 2)) : 0;
    int sign = text.charAt(0) == '-' ? -1 : 1;
    return ZoneOffset.ofHoursMinutes(sign * hours, sign * minutes);
  }
}
