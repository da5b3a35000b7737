package dev.galley.render.theme;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A date in both of its forms.
 *
 * @param machine for the {@code datetime} attribute, with the offset it was written in
 * @param human the day, as readers see it
 */
public record When(String machine, String human) {

  private static final DateTimeFormatter MACHINE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);
  private static final DateTimeFormatter HUMAN =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

  /** Both forms of a point in time. */
  public static When of(OffsetDateTime time) {
    return new When(MACHINE.format(time), HUMAN.format(time));
  }
}
