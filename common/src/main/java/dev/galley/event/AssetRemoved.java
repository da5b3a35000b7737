package dev.galley.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file left the site. A newer {@link AssetStored} brings it back, within the time in which that
 * can be done.
 *
 * @param names the paths that it had; they answer 410 to whoever could see it, and nothing to
 *     others
 * @param shared whether it was public although no live page used it; absent where nobody knows
 */
public record AssetRemoved(
    UUID eventId,
    Instant occurredAt,
    String id,
    long revision,
    List<String> names,
    @Nullable Boolean shared)
    implements AssetEvent {

  public AssetRemoved {
    names = List.copyOf(names);
  }
}
