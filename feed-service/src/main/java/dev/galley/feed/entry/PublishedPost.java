package dev.galley.feed.entry;

import dev.galley.event.Author;
import dev.galley.event.PostPublished;
import dev.galley.event.Update;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A published revision of a post without its body: the feeds carry the rendered page. The
 * components are those of {@link PostPublished}; its announcements are kept beside it.
 *
 * @param eventId the event that said so
 * @param acceptedAt when the publication was accepted
 */
public record PublishedPost(
    UUID eventId,
    Instant acceptedAt,
    String postId,
    long revision,
    String slug,
    String title,
    @Nullable String summary,
    List<Author> authors,
    List<String> tags,
    String kind,
    @Nullable URI canonicalUrl,
    String entryId,
    OffsetDateTime firstPublishedAt,
    OffsetDateTime publishedAt,
    Update update,
    @Nullable String changeNote)
    implements PostSide {

  public PublishedPost {
    authors = List.copyOf(authors);
    tags = List.copyOf(tags);
  }

  static PublishedPost of(PostPublished event) {
    return new PublishedPost(
        event.eventId(),
        event.occurredAt(),
        event.postId(),
        event.revision(),
        event.slug(),
        event.title(),
        event.summary(),
        event.authors(),
        event.tags(),
        event.kind(),
        event.canonicalUrl(),
        event.entryId(),
        event.firstPublishedAt(),
        event.publishedAt(),
        event.update(),
        event.changeNote());
  }

  /** What says where the post was, and whom to tell, without what it said. */
  PublishedPost erased() {
    return erased(tags, kind);
  }

  /** Only what says where the post was. */
  PublishedPost erasedFully() {
    return erased(List.of(), "");
  }

  private PublishedPost erased(List<String> tags, String kind) {
    return new PublishedPost(
        eventId,
        acceptedAt,
        postId,
        revision,
        slug,
        "",
        null,
        List.of(),
        tags,
        kind,
        null,
        entryId,
        firstPublishedAt,
        publishedAt,
        update,
        null);
  }
}
