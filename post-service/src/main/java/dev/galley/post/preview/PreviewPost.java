package dev.galley.post.preview;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.galley.post.content.Content;
import dev.galley.post.content.PublicHistory;
import dev.galley.post.content.Slugs;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A post as it is being written; what is absent counts as empty. It may be wrong in ways that could
 * not be stored: an author still sees how it looks.
 *
 * @param firstPublishedAt absent for a post that nobody has seen, which has today's date
 * @param publishedAt when readers take it as last updated; absent like the former
 */
record PreviewPost(
    @Nullable String slug,
    @Nullable String title,
    @Nullable String body,
    @Nullable String format,
    @Nullable String summary,
    @JsonSetter(contentNulls = Nulls.FAIL) @Nullable List<String> authors,
    @JsonSetter(contentNulls = Nulls.FAIL) @Nullable List<String> tags,
    @Nullable String kind,
    @Nullable Map<String, Object> metadata,
    @JsonFormat(without = JsonFormat.Feature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        @Nullable OffsetDateTime firstPublishedAt,
    @JsonFormat(without = JsonFormat.Feature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        @Nullable OffsetDateTime publishedAt) {

  /**
   * A content as it is, with the dates that readers know its post by.
   *
   * @param seen null when readers have seen nothing of the post
   */
  static PreviewPost of(Content content, @Nullable PublicHistory seen) {
    return new PreviewPost(
        content.slug(),
        content.title(),
        content.body(),
        content.format(),
        content.summary(),
        content.authors(),
        content.tags(),
        content.kind(),
        content.metadata(),
        seen == null ? null : seen.firstPublishedAt(),
        seen == null ? null : seen.publishedAt());
  }

  /** The same without a slug that cannot be one, or is not one yet. */
  PreviewPost withUsableSlug() {
    return slug == null || Slugs.isWellFormed(slug)
        ? this
        : new PreviewPost(
            null,
            title,
            body,
            format,
            summary,
            authors,
            tags,
            kind,
            metadata,
            firstPublishedAt,
            publishedAt);
  }
}
