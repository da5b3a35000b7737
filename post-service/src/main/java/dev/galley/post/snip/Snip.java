package dev.galley.post.snip;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A text and what is known about it, as a file holds them.
 *
 * @param content the text without the white space around it
 * @param metadata texts, booleans, numbers, lists and maps by name, in the file's order
 */
record Snip(String content, Map<String, Object> metadata) {

  Snip {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }
}
