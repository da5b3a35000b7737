package dev.galley.post.snip;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One property of a post and the names it goes by: the snip format's first, then those of Hugo,
 * Jekyll, Hexo, Zola, Eleventy and Astro. A name counts in any case, with or without {@code _} and
 * {@code -}.
 */
enum MetadataKey {
  NAME("name", "slug"),
  TITLE("page_title", "title"),
  KIND("kind"),
  AUTHOR("author", "authors"),
  TAGS("tags", "tag", "categories", "category", "taxonomies"),
  SUMMARY("summary", "description", "excerpt"),
  CANONICAL_URL("canonical_url", "canonical"),
  CREATED_AT(
      "created_at", "date", "pubDate", "pubDatetime", "publishDate", "published_at", "created"),
  UPDATED_AT(
      "updated_at",
      "lastmod",
      "updated",
      "modified",
      "modDatetime",
      "last_modified_at",
      "updated_date"),
  ENTRY_ID("entry_id"),
  DRAFT("draft"),
  TEMPLATE("erb"),
  EXTENSION("extension"),
  FORMAT("format"),
  DISPLAY_NAME("display_name");

  private final String first;
  private final List<String> normalNames;

  MetadataKey(String... names) {
    this.first = names[0];
    this.normalNames = Arrays.stream(names).map(MetadataKey::normal).toList();
  }

  /** The value as one line of text; empty when there is none. */
  Optional<String> text(Map<String, Object> metadata) {
    return values(metadata)
        .filter(value -> !(value instanceof List) && !(value instanceof Map))
        .map(value -> value.toString().strip())
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  /** Every value that is given for it, under whichever name. */
  Stream<Object> values(Map<String, Object> metadata) {
    return usedNames(metadata).map(metadata::get);
  }

  boolean isTrue(Map<String, Object> metadata) {
    return values(metadata).anyMatch(value -> value.toString().equals("true"));
  }

  /** Sets the value under the name that is in use, and under no other. */
  void put(Map<String, Object> metadata, Object value) {
    String name = usedNames(metadata).findFirst().orElse(first);
    metadata.put(name, value);
    usedNames(metadata).filter(other -> !other.equals(name)).toList().forEach(metadata::remove);
  }

  void remove(Map<String, Object> metadata) {
    usedNames(metadata).toList().forEach(metadata::remove);
  }

  private Stream<String> usedNames(Map<String, Object> metadata) {
    return normalNames.stream()
        .flatMap(name -> metadata.keySet().stream().filter(key -> normal(key).equals(name)));
  }

  /** Whether a name is one of these. */
  static boolean isOne(String name) {
    return Arrays.stream(values()).anyMatch(key -> key.isNamed(name));
  }

  boolean isNamed(String name) {
    return normalNames.contains(normal(name));
  }

  /** How a name is compared. */
  static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").replace(" ", "");
  }
}
