package dev.galley.post.draft;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.galley.post.content.Content;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an author says of a post; what is absent gets a default.
 *
 * @param slug made from the title when absent
 * @param format {@code gfm}, the default of a new post, {@code kramdown} or {@code html}
 */
public record NewPost(
    @Nullable String slug,
    @Nullable String title,
    @Nullable String body,
    @Nullable @Pattern(regexp = "gfm|kramdown|html|markdown") String format,
    @Nullable String summary,
    @JsonSetter(contentNulls = Nulls.FAIL) @Nullable List<String> authors,
    @JsonSetter(contentNulls = Nulls.FAIL) @Nullable List<String> tags,
    @Nullable String kind,
    @Nullable Map<String, Object> metadata,
    @Nullable URI canonicalUrl) {

  static final String DEFAULT_KIND = "blog";

  /** What an author could have said to get this content. */
  public static NewPost of(Content content) {
    return new NewPost(
        content.slug(),
        content.title(),
        content.body(),
        content.format(),
        content.summary(),
        content.authors(),
        content.tags(),
        content.kind(),
        content.metadata(),
        content.canonicalUrl());
  }

  /**
   * The same by somebody, where it does not say by whom.
   *
   * @param author the slug of whoever writes it; null for nobody
   */
  NewPost orBy(@Nullable String author) {
    return authors != null || author == null
        ? this
        : new NewPost(
            slug,
            title,
            body,
            format,
            summary,
            List.of(author),
            tags,
            kind,
            metadata,
            canonicalUrl);
  }

  /**
   * The whole content.
   *
   * @param slugWhenAbsent the slug when none is said
   * @param formatWhenAbsent the format when none is said: how a text is written does not change
   *     because nobody says it
   */
  public Content toContent(String slugWhenAbsent, String formatWhenAbsent) {
    return new Content(
        slug == null ? slugWhenAbsent : slug,
        title == null ? "" : title.strip(),
        body == null ? "" : body,
        format == null ? formatWhenAbsent : format,
        summary == null || summary.isBlank() ? null : summary.strip(),
        authors == null ? List.of() : authors,
        tags == null ? List.of() : tags.stream().map(String::strip).toList(),
        kind == null ? DEFAULT_KIND : kind,
        metadata == null ? Map.of() : metadata,
        canonicalUrl);
  }
}
