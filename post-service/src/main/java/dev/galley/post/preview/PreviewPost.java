package dev.galley.post.preview;

import dev.galley.event.Author;
import dev.galley.post.draft.Slugs;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
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
    @Nullable List<String> authors,
    @Nullable List<String> tags,
    @Nullable String kind,
    @Nullable Map<String, Object> metadata) {

  /**
   * @param names from an author's slug to the name to show
   */
  Draft draft(UnaryOperator<String> names) {
    return new Draft(
        slug != null && Slugs.isWellFormed(slug) ? slug : null,
        title,
        body,
        format,
        Objects.requireNonNullElse(authors, List.<String>of()).stream()
            .map(author -> new Author(author, names.apply(author)))
            .toList(),
        Objects.requireNonNullElse(tags, List.of()),
        metadata);
  }
}
