package dev.galley.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A file left the site. A newer {@link AssetStored} brings it back, within the time in which that
 * can be done.
 *
 * @param names the paths that answer 410 from now on
 */
public record AssetRemoved(
    UUID eventId, Instant occurredAt, String id, long revision, List<String> names)
    implements AssetEvent {

  public AssetRemoved {
    names = List.copyOf(names);
  }
}
