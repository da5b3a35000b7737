package dev.galley.render.template;

import java.util.Map;

/**
 * A post as far as rendering its content needs it.
 *
 * @param format {@code gfm}, {@code kramdown} or {@code html}
 * @param metadata every other key of the post; {@code erb: true} turns the helpers on
 */
public record Snip(
    String slug,
    long revision,
    String title,
    String format,
    String body,
    Map<String, Object> metadata) {

  boolean isTemplate() {
    return Boolean.parseBoolean(String.valueOf(metadata.get("erb")));
  }

  /** What a people or project page calls itself. */
  String displayName() {
    return text("display_name").isEmpty() ? Names.titleOf(slug) : text("display_name");
  }

  /** A metadata value as text; empty when there is none. */
  String text(String key) {
    Object value = metadata.get(key);
    return value == null ? "" : value.toString().strip();
  }
}
