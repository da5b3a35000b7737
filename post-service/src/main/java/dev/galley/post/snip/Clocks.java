package dev.galley.post.snip;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What a site's dates mean that name no offset.
 *
 * @param zone whose clocks show them
 * @param timestampsAreUtc whether one that YAML takes for a timestamp, which names its seconds, is
 *     meant by UTC and only shown by the zone's clocks, as Ruby reads it
 */
public record Clocks(ZoneId zone, boolean timestampsAreUtc) {

  /** Where nobody says anything else. */
  static final Clocks UTC = new Clocks(ZoneOffset.UTC, false);

  /** A time that is written without an offset. */
  OffsetDateTime at(LocalDateTime written, boolean isTimestamp) {
    return isTimestamp && timestampsAreUtc
        ? at(written.atOffset(ZoneOffset.UTC).atZoneSameInstant(zone).toLocalDateTime(), zone)
        : at(written, zone);
  }

  OffsetDateTime at(LocalDateTime written) {
    return at(written, false);
  }

  /** By the clocks of a zone; by UTC's before they went by whole minutes, as RFC 3339 has them. */
  static OffsetDateTime at(LocalDateTime time, ZoneId zone) {
    OffsetDateTime at = time.atZone(zone).toOffsetDateTime();
    return at.getOffset().getTotalSeconds() % 60 == 0 ? at : time.atOffset(ZoneOffset.UTC);
  }
}
