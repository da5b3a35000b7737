package dev.galley.stream.codec;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Ids that sort by the time they were made: UUIDv7 (RFC 9562, section 5.7). */
public final class EventIds {

  private EventIds() {}

  /** A new id, greater than all that this JVM made before. */
  public static UUID next() {
    return UuidCreator.getTimeOrderedEpochPlus1();
  }
}
