package dev.galley.post.together;

import dev.galley.post.content.InvalidContent;
import dev.galley.web.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * The passage that a note is about, as the W3C Web Annotation Data Model has it (4.2.4, Text Quote
 * Selector, and 4.2.5, Text Position Selector). The text is that of the post with each line break
 * as one line feed, and positions are in UTF-16 code units, as scripts in browsers count.
 *
 * @param exact the passage itself
 * @param prefix what stood before it; may be cut anywhere
 * @param suffix what stood behind it
 * @param start where it began; a hint, for where a passage is found more than once
 */
record Anchor(String exact, String prefix, String suffix, int start) {

  static final int MAX_EXACT_CHARS = 1_000;
  static final int MAX_CONTEXT_CHARS = 64;

  /**
   * An anchor as a client sends it.
   *
   * @throws InvalidContent when it cannot be one
   */
  static Anchor of(String exact, @Nullable String prefix, @Nullable String suffix, int start) {
    String passage = Passages.oneFeed(exact);
    if (passage.isBlank()
        || passage.length() > MAX_EXACT_CHARS
        || !OneLine.Rule.areLines(passage)) {
      throw InvalidContent.of(
          "anchor.exact", "must be 1 to " + MAX_EXACT_CHARS + " characters of the text");
    }
    return new Anchor(
        passage,
        context("anchor.prefix", prefix, false),
        context("anchor.suffix", suffix, true),
        Math.max(0, start));
  }

  /** More than is kept is cut at the side that is away from the passage. */
  private static String context(String field, @Nullable String given, boolean fromStart) {
    String text = Passages.oneFeed(given == null ? "" : given);
    int more = Math.max(0, text.length() - MAX_CONTEXT_CHARS);
    String kept = fromStart ? text.substring(0, text.length() - more) : text.substring(more);
    // Whoever cuts may cut a surrogate pair in two.
    if (!kept.isEmpty() && Character.isLowSurrogate(kept.charAt(0))) {
      kept = kept.substring(1);
    }
    if (!kept.isEmpty() && Character.isHighSurrogate(kept.charAt(kept.length() - 1))) {
      kept = kept.substring(0, kept.length() - 1);
    }
    if (!OneLine.Rule.areLines(kept)) {
      throw InvalidContent.of(field, "must be characters of the text");
    }
    return kept;
  }
}
