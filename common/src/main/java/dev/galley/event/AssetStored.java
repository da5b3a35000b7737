package dev.galley.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The state of a file of the site, after any change of it. Whoever may see it: everybody once a
 * live page uses it or it is shared, and else nobody without leave.
 *
 * @param names the path that it is served under, then earlier ones, which redirect there
 * @param sha256 of its content, in lower-case hexadecimal
 * @param mediaType by its content
 * @param bytes its content's size
 * @param width in pixels, as it is seen; absent for what has no size, or does not say
 * @param height in pixels
 * @param alt what it says to whoever does not see it; absent while nobody has said it
 * @param decorative whether it says nothing
 * @param shared whether it is public although no live page uses it
 */
public record AssetStored(
    UUID eventId,
    Instant occurredAt,
    String id,
    long revision,
    List<String> names,
    String sha256,
    String mediaType,
    long bytes,
    @Nullable Long width,
    @Nullable Long height,
    @Nullable String alt,
    boolean decorative,
    boolean shared)
    implements AssetEvent {

  public AssetStored {
    names = List.copyOf(names);
  }
}
