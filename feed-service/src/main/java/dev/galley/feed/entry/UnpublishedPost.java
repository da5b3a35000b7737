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
 * @param entryId absent in what an earlier release stored
 * @param acceptedAt when that was accepted
 * @param leftAt when the post had left the site, where that was an earlier event; else absent
 */
public record UnpublishedPost(
    UUID eventId,
    Instant acceptedAt,
    String postId,
    long revision,
    Removal how,
    @Nullable URI to,
    @Nullable String reason,
    @Nullable Long unpublishedRevision,
    @Nullable Instant leftAt,
    @Nullable String entryId)
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
        event.unpublishedRevision(),
        null,
        event.entryId());
  }

  /** With what another event says about when the post left the site, if it is about the same. */
  UnpublishedPost knowing(@Nullable PostSide other) {
    return other instanceof UnpublishedPost same
            && same.toldRevision() == toldRevision()
            && same.toldAt().isBefore(toldAt())
        ? new UnpublishedPost(
            eventId,
            acceptedAt,
            postId,
            revision,
            how,
            to,
            reason,
            unpublishedRevision,
            same.toldAt(),
            entryId)
        : this;
  }

  /** Whether the post was deleted as well. */
  public boolean afterDeletion() {
    return unpublishedRevision != null;
  }

  /** The revision by which the post left the site, and of which subscribers are told. */
  public long toldRevision() {
    return unpublishedRevision == null ? revision : unpublishedRevision;
  }

  /** When that was accepted, as far as it is known: nobody who came later is told. */
  public Instant toldAt() {
    return leftAt == null ? acceptedAt : leftAt;
  }
}
