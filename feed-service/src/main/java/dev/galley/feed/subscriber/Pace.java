package dev.galley.feed.subscriber;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How often a subscriber wants to be written to. */
public enum Pace {
  AT_ONCE("At once, with the whole post"),
  DAILY("Once a day, what is new"),
  WEEKLY("Once a week, what is new");

  private final String words;

  Pace(String words) {
    this.words = words;
  }

  /** For readers. */
  String words() {
    return words;
  }

  /** The form on the wire and in the store: {@code at-once}. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one with a name on the wire. */
  public static Optional<Pace> of(String wireName) {
    return Arrays.stream(values()).filter(pace -> pace.wireName().equals(wireName)).findFirst();
  }
}
