package dev.galley.post.snip;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A text and what is known about it, as a file holds them.
 *
 * @param content the text without the white space around it
 * @param metadata texts, booleans, numbers, lists and maps by name, in the file's order
 * @param isSnip whether the metadata follows the content, as in a snip
 */
record Snip(String content, Map<String, Object> metadata, boolean isSnip) {

  Snip {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** A text with its metadata before it, or with none. */
  Snip(String content, Map<String, Object> metadata) {
    this(content, metadata, false);
  }
}
