package dev.galley.feed.entry;

import dev.galley.event.PostUnpublished;
import dev.galley.event.Removal;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A post left the site. The components are those of {@link PostUnpublished}.
 *
 * @param eventId the event that said so
 * @param acceptedAt when the removal was accepted
 */
public record UnpublishedPost(
    UUID eventId,
    Instant acceptedAt,
    String postId,
    long revision,
    Removal how,
    @Nullable URI to,
    @Nullable String reason)
    implements PostSide {

  static UnpublishedPost of(PostUnpublished event) {
    return new UnpublishedPost(
        event.eventId(),
        event.occurredAt(),
        event.postId(),
        event.revision(),
        event.how(),
        event.to(),
        event.reason());
  }
}
