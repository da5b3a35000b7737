package dev.galley.post.publish;

import dev.galley.event.Update;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How content is published: as which update, and under which dates.
 *
 * @param firstPublishedAt with the offset to keep
 * @param publishedAt when readers should take the post as last updated
 * @param changeNote what changed, for the public; absent when nothing was said
 * @param when the time at which it is done
 */
public record PublishOptions(
    Update update,
    OffsetDateTime firstPublishedAt,
    OffsetDateTime publishedAt,
    @Nullable String changeNote,
    PublicationTime when) {

  /** Nobody is notified, and the dates are kept: what an import does. */
  public static PublishOptions silent(
      OffsetDateTime firstPublishedAt, OffsetDateTime publishedAt, Instant at) {
    return new PublishOptions(
        Update.SILENT,
        firstPublishedAt,
        publishedAt,
        null,
        new PublicationTime(at, ZoneOffset.UTC, null));
  }
}
