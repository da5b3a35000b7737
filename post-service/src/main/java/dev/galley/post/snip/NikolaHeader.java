package dev.galley.post.snip;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Nikola's metadata: lines of {@code .. name: value} in a comment before the text. */
final class NikolaHeader {

  private static final Pattern COMMENT = Pattern.compile("\\s*<!--(.*?)-->", Pattern.DOTALL);
  private static final Pattern LINE = Pattern.compile("\\.\\. ([\\w-]+):(.*)");

  /** Among its tags these were states once. */
  private static final Pattern STATES =
      Pattern.compile("(?:.*,)?\\s*(?:draft|private)\\s*(?:,.*)?", Pattern.CASE_INSENSITIVE);

  private NikolaHeader() {}

  /** Splits a text that begins so; empty for any other. */
  static Optional<Snip> split(String text) {
    Matcher comment = COMMENT.matcher(text);
    if (!comment.lookingAt() || comment.group(1).length() > MetadataParser.MAX_CHARS) {
      return Optional.empty();
    }
    Map<String, Object> metadata = new LinkedHashMap<>();
    boolean isWhole = true;
    for (String line : comment.group(1).lines().map(String::strip).toList()) {
      Matcher value = LINE.matcher(line);
      if (value.matches()) {
        metadata.putIfAbsent(value.group(1), value.group(2).strip());
      } else {
        isWhole &= line.isEmpty();
      }
    }
    if (STATES.matcher(metadata.getOrDefault("tags", "").toString()).matches()) {
      metadata.put("draft", true);
    }
    // What else a comment says stays where it is.
    return metadata.isEmpty()
        ? Optional.empty()
        : Optional.of(new Snip(isWhole ? text.substring(comment.end()) : text, metadata));
  }
}
