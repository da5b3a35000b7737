package dev.galley.render.preview;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.galley.event.Author;
import dev.galley.event.PostPublished;
import dev.galley.event.Update;
import dev.galley.render.template.Names;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A draft to show. Everything but the body may be missing.
 *
 * @param format {@code gfm}, the default, {@code kramdown} or {@code html}
 * @param authors their slugs
 * @param bylines the same with their names; absent from a post-service of an earlier release
 * @param slug where it would be, so that it does not include itself
 * @param firstPublishedAt now, when absent
 * @param publishedAt when readers take it as last updated; like the former, when absent
 */
record PreviewRequest(
    @Nullable @Size(max = 1000) String title,
    @Nullable String body,
    @Nullable String format,
    @Nullable Map<String, Object> metadata,
    @Nullable @Pattern(regexp = "[a-z0-9-]{1,200}") String slug,
    @Nullable String summary,
    @Nullable String kind,
    @Nullable List<String> authors,
    @Nullable List<Author> bylines,
    @Nullable List<String> tags,
    @JsonFormat(without = JsonFormat.Feature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        @Nullable OffsetDateTime firstPublishedAt,
    @JsonFormat(without = JsonFormat.Feature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        @Nullable OffsetDateTime publishedAt) {

  /** The post as it would be published at that moment. */
  PostPublished asPublishedAt(Instant now) {
    OffsetDateTime first =
        Objects.requireNonNullElse(firstPublishedAt, now.atOffset(ZoneOffset.UTC));
    return new PostPublished(
        new UUID(0, 0),
        now,
        "preview",
        1,
        Objects.requireNonNullElse(slug, "preview"),
        List.of(),
        Objects.requireNonNullElse(title, ""),
        Objects.requireNonNullElse(format, "gfm"),
        Objects.requireNonNullElse(body, ""),
        summary,
        bylines == null ? named() : bylines,
        Objects.requireNonNullElse(tags, List.of()),
        Objects.requireNonNullElse(kind, "blog"),
        Objects.requireNonNullElse(metadata, Map.of()),
        null,
        "preview",
        first,
        Objects.requireNonNullElse(publishedAt, first),
        Update.SILENT,
        null,
        null,
        List.of());
  }

  private List<Author> named() {
    return Objects.requireNonNullElse(authors, List.<String>of()).stream()
        .map(author -> new Author(author, Names.titleOf(author)))
        .toList();
  }
}
