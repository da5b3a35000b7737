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
    @Nullable String reason,
    @Nullable Long unpublishedRevision)
    implements PostSide {

  static UnpublishedPost of(PostUnpublished event) {
    return new UnpublishedPost(
        event.eventId(),
        event.occurredAt(),
        event.postId(),
        event.revision(),
        event.how(),
        event.to(),
        event.reason(),
        event.unpublishedRevision());
  }

  /** Whether the post was deleted as well. */
  public boolean afterDeletion() {
    return unpublishedRevision != null;
  }

  /** The revision by which the post left the site, and of which subscribers are told. */
  public long toldRevision() {
    return unpublishedRevision == null ? revision : unpublishedRevision;
  }
}
