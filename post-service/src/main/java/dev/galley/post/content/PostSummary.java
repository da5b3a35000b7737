package dev.galley.post.content;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What a list shows of a post.
 *
 * @param content the working copy with an empty body and without metadata
 * @param firstPublishedAt absent until the first publication
 * @param publishedAt absent until the first publication
 * @param live absent when the post is not on the site
 */
public record PostSummary(
    String id,
    long revision,
    PostState state,
    Content content,
    boolean unpublishedChanges,
    String entryId,
    Instant createdAt,
    Instant updatedAt,
    @Nullable OffsetDateTime firstPublishedAt,
    @Nullable OffsetDateTime publishedAt,
    @Nullable Live live) {

  /**
   * What readers see.
   *
   * @param revision the revision that was published last
   */
  public record Live(String slug, long revision, String title) {}

  Cursor cursor() {
    return new Cursor(updatedAt, id);
  }
}
