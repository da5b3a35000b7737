package dev.galley.post.preview;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.galley.post.content.Content;
import dev.galley.post.content.Slugs;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A post as it is being written; what is absent counts as empty. It may be wrong in ways that could
 * not be stored: an author still sees how it looks.
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
    @Nullable Map<String, Object> metadata) {

  /** A content as it is. */
  static PreviewPost of(Content content) {
    return new PreviewPost(
        content.slug(),
        content.title(),
        content.body(),
        content.format(),
        content.summary(),
        content.authors(),
        content.tags(),
        content.kind(),
        content.metadata());
  }

  /** The same without a slug that cannot be one, or is not one yet. */
  PreviewPost withUsableSlug() {
    return slug == null || Slugs.isWellFormed(slug)
        ? this
        : new PreviewPost(null, title, body, format, summary, authors, tags, kind, metadata);
  }
}
