package dev.galley.event;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a publication means to readers. */
public enum Update {
  /** The post appears for the first time: it enters the feeds and is announced. */
  FIRST,
  /** A change worth telling: the post moves up in the feeds and is announced again. */
  MAJOR,
  /** A correction: the page and the feed entry change in place, nobody is told. */
  MINOR,
  /** Nobody is told; what an import uses. */
  SILENT;

  /** Whether subscribers are notified. */
  public boolean isAnnounced() {
    return this == FIRST || this == MAJOR;
  }

  /** The form on the wire: lower case. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
