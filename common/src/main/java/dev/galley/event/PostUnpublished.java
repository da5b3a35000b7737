package dev.galley.event;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A post left the site. A full record and never a tombstone: compaction would remove a tombstone
 * after a day, and with it the reason.
 *
 * @param formerSlugs earlier slugs, which follow the post
 * @param title empty once the post was deleted
 * @param how what the post's URL answers from now on
 * @param to where a redirect leads; absent unless {@code how} is {@link Removal#REDIRECT}
 * @param reason why, for the public; absent when nothing was said
 * @param unpublishedRevision present once the post was deleted: the revision by which it had left
 *     the site, which this event repeats without what the post said
 */
public record PostUnpublished(
    UUID eventId,
    Instant occurredAt,
    String postId,
    long revision,
    String slug,
    List<String> formerSlugs,
    String title,
    String entryId,
    Removal how,
    @Nullable URI to,
    @Nullable String reason,
    @Nullable Long unpublishedRevision)
    implements PostEvent {

  public PostUnpublished {
    formerSlugs = List.copyOf(formerSlugs);
  }

  /** What is left to say once the post is deleted. */
  public PostUnpublished deleted(UUID newEventId, Instant at, long newRevision) {
    return new PostUnpublished(
        newEventId,
        at,
        postId,
        newRevision,
        slug,
        formerSlugs,
        "",
        entryId,
        how,
        to,
        reason,
        revision);
  }
}
