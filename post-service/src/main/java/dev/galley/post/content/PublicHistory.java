package dev.galley.post.content;

import dev.galley.event.PostEvent;
import dev.galley.event.PostUnpublished;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What the public has seen of a post, from its first publication on.
 *
 * @param event the newest event of the post: what the topic's newest record must be
 * @param firstPublishedAt with the offset that it was written in
 * @param publishedAt when readers should take the post as last updated
 * @param publications the newest first, at most {@value #MAX_PUBLICATIONS}
 */
public record PublicHistory(
    PostEvent event,
    OffsetDateTime firstPublishedAt,
    OffsetDateTime publishedAt,
    List<Publication> publications) {

  /** How many publications a post remembers. */
  public static final int MAX_PUBLICATIONS = 50;

  public PublicHistory {
    publications =
        List.copyOf(publications.subList(0, Math.min(publications.size(), MAX_PUBLICATIONS)));
  }

  /** The same, whose newest publication was without consent. */
  PublicHistory owing() {
    List<Publication> all = new ArrayList<>(publications);
    all.set(0, all.get(0).owing());
    return new PublicHistory(event, firstPublishedAt, publishedAt, all);
  }

  PublicHistory erased(UUID eventId, Instant at, long revision) {
    if (!(event instanceof PostUnpublished gone)) {
      throw new IllegalStateException("A post that readers see is not deleted");
    }
    return new PublicHistory(
        gone.deleted(eventId, at, revision), firstPublishedAt, publishedAt, publications);
  }
}
