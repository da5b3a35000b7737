package dev.galley.post.content;

import dev.galley.web.WebAddress;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What authors write: the text of a post and what is said about it. Immutable; whether it may be
 * stored is decided by {@link ContentRules}.
 *
 * @param slug the post's name in its URL, from the next publication on
 * @param format {@code gfm}, {@code kramdown} or {@code html}; {@code markdown}, which posts of
 *     earlier releases and their clients say, is read as {@code kramdown}
 * @param summary absent when the authors wrote none
 * @param authors slugs of people
 * @param kind what the post is to its site, such as {@code blog}
 * @param metadata every other key, in its order; values are what JSON can hold
 * @param canonicalUrl the original's address when the post first appeared elsewhere
 */
public record Content(
    String slug,
    String title,
    String body,
    String format,
    @Nullable String summary,
    List<String> authors,
    List<String> tags,
    String kind,
    Map<String, Object> metadata,
    @Nullable URI canonicalUrl) {

  /** What posts are written in from now on. */
  public static final String DEFAULT_FORMAT = "gfm";

  /** The key of metadata that says what other posts begin with. */
  private static final String TEMPLATE = "template";

  public Content {
    format = format.equals("markdown") ? "kramdown" : format;
    authors = List.copyOf(authors);
    tags = List.copyOf(tags);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    canonicalUrl = WebAddress.ascii(canonicalUrl);
  }

  /** The same content with other keys. */
  public Content withMetadata(Map<String, Object> newMetadata) {
    return new Content(
        slug, title, body, format, summary, authors, tags, kind, newMetadata, canonicalUrl);
  }

  /** Whether the key of templates is there; programs of others use it for names of files. */
  public boolean saysTemplate() {
    return Boolean.TRUE.equals(metadata.get(TEMPLATE));
  }

  /** The same content, saying that it is a template, or not. */
  public Content asTemplate(boolean isOne) {
    Map<String, Object> changed = new LinkedHashMap<>(metadata);
    if (isOne) {
      changed.put(TEMPLATE, true);
    } else {
      changed.remove(TEMPLATE);
    }
    return withMetadata(changed);
  }

  /** Nothing but the slug, and what no store is without. */
  Content erased() {
    return new Content(slug, "", "", format, null, List.of(), List.of(), kind, Map.of(), null);
  }

  /** The same content under another slug. */
  public Content withSlug(String newSlug) {
    return new Content(
        newSlug, title, body, format, summary, authors, tags, kind, metadata, canonicalUrl);
  }
}
