package dev.galley.post.snip;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One property of a post and the names it goes by: the snip format's first, then those of Hugo,
 * Jekyll and their like.
 */
enum MetadataKey {
  NAME("name", "slug"),
  TITLE("page_title", "title"),
  KIND("kind"),
  AUTHOR("author", "authors"),
  TAGS("tags"),
  SUMMARY("summary", "description"),
  CANONICAL_URL("canonical_url", "canonicalUrl"),
  CREATED_AT("created_at", "date"),
  UPDATED_AT("updated_at", "lastmod"),
  ENTRY_ID("entry_id"),
  DRAFT("draft"),
  TEMPLATE("erb"),
  EXTENSION("extension"),
  FORMAT("format"),
  DISPLAY_NAME("display_name");

  private final List<String> names;

  MetadataKey(String... names) {
    this.names = List.of(names);
  }

  /** The value as one line of text; empty when there is none. */
  Optional<String> text(Map<String, Object> metadata) {
    return value(metadata)
        .filter(value -> !(value instanceof List) && !(value instanceof Map))
        .map(value -> value.toString().strip())
        .filter(text -> !text.isEmpty());
  }

  /** The value as texts: a list's items, or a single value's parts between commas. */
  List<String> texts(Map<String, Object> metadata) {
    Object value = value(metadata).orElse("");
    Stream<?> items =
        value instanceof List<?> list ? list.stream() : Stream.of(value.toString().split(","));
    return items.map(item -> item.toString().strip()).filter(item -> !item.isEmpty()).toList();
  }

  boolean isTrue(Map<String, Object> metadata) {
    return value(metadata).filter(value -> value.toString().equals("true")).isPresent();
  }

  /** Sets the value under the name that is already in use. */
  void put(Map<String, Object> metadata, Object value) {
    metadata.put(usedName(metadata).orElse(names.get(0)), value);
  }

  void remove(Map<String, Object> metadata) {
    metadata.keySet().removeAll(names);
  }

  private Optional<Object> value(Map<String, Object> metadata) {
    return usedName(metadata).map(metadata::get);
  }

  private Optional<String> usedName(Map<String, Object> metadata) {
    return names.stream().filter(metadata::containsKey).findFirst();
  }
}
