package dev.galley.post.publish;

import dev.galley.event.Update;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * How content is to appear to readers.
 *
 * @param firstPublishedAt with the offset to keep
 * @param publishedAt when readers should take the post as last updated
 * @param changeNote what changed, for the public; absent when nothing was said
 * @param at when it was accepted, to the millisecond
 */
public record Release(
    Update update,
    OffsetDateTime firstPublishedAt,
    OffsetDateTime publishedAt,
    @Nullable String changeNote,
    Instant at) {

  /** A release by which nobody is notified, with dates of its own: what an import does. */
  public static Release silent(
      OffsetDateTime firstPublishedAt, OffsetDateTime publishedAt, Instant at) {
    return new Release(Update.SILENT, firstPublishedAt, publishedAt, null, at);
  }
}
