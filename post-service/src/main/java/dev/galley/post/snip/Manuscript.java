package dev.galley.post.snip;

import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A post as a file holds it: what {@link ManuscriptReader} makes of a snip, and what {@link
 * ManuscriptWriter} writes one from.
 *
 * @param slug the name in the URL, {@code [a-z0-9-]+}
 * @param body the content without the white space around it
 * @param summary absent unless the file gives one
 * @param authors the authors' slugs
 * @param metadata every name and value of the file in its order, also those that other components
 *     are made from
 * @param createdAt when the post first appeared, with its offset; absent when the file does not say
 * @param updatedAt when the post was last changed, with its offset; absent when the file does not
 *     say
 * @param entryId the id of the post's feed entry; absent unless the file gives one
 * @param draft whether the file says that it is not to be published
 */
public record Manuscript(
    String slug,
    String title,
    SnipFormat format,
    String body,
    @Nullable String summary,
    List<String> authors,
    List<String> tags,
    String kind,
    Map<String, Object> metadata,
    @Nullable URI canonicalUrl,
    @Nullable OffsetDateTime createdAt,
    @Nullable OffsetDateTime updatedAt,
    @Nullable String entryId,
    boolean draft) {

  public Manuscript {
    authors = List.copyOf(authors);
    tags = List.copyOf(tags);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /**
   * The same with what its site says of posts that say nothing themselves.
   *
   * @param defaults by their names; only tags, authors and others that are wanted are taken
   */
  public Manuscript given(Map<String, Object> defaults, Predicate<String> others) {
    Map<String, Object> all = new LinkedHashMap<>(metadata);
    defaults.forEach(
        (name, value) -> {
          boolean isSaid =
              MetadataKey.AUTHOR.isNamed(name)
                  ? !authors.isEmpty()
                  : metadata.keySet().stream()
                      .map(MetadataKey::normal)
                      .anyMatch(MetadataKey.normal(name)::equals);
          boolean isTaken =
              MetadataKey.AUTHOR.isNamed(name)
                  || MetadataKey.TAGS.isNamed(name)
                  || others.test(name);
          if (isTaken && !isSaid) {
            all.put(name, value);
          }
        });
    return new Manuscript(
        slug,
        title,
        format,
        body,
        summary,
        List.copyOf(Authors.in(all).keySet()),
        Tags.in(all).tags(),
        kind,
        all,
        canonicalUrl,
        createdAt,
        updatedAt,
        entryId,
        draft);
  }

  /** The same post as the site that it comes from understands it. */
  public Manuscript adopted(
      String newSlug,
      SnipFormat newFormat,
      String newBody,
      List<String> newTags,
      String newKind,
      Map<String, Object> newMetadata) {
    return new Manuscript(
        newSlug,
        title,
        newFormat,
        newBody,
        summary,
        authors,
        newTags,
        newKind,
        newMetadata,
        canonicalUrl,
        createdAt,
        updatedAt,
        entryId,
        draft);
  }

  /** The same with the time at which it first appeared. */
  public Manuscript dated(OffsetDateTime at) {
    return new Manuscript(
        slug,
        title,
        format,
        body,
        summary,
        authors,
        tags,
        kind,
        metadata,
        canonicalUrl,
        at,
        updatedAt,
        entryId,
        draft);
  }
}
