package dev.galley.post.snip;

import java.util.Map;

/** Splits a file's text into content and metadata. */
final class SnipParser {

  private static final String FENCE = "---";

  private SnipParser() {}

  /**
   * Reads a snip, or for a file that is not called {@code .snip} also Markdown with front matter.
   *
   * @throws BrokenSnip when the metadata cannot be read
   */
  static Snip parse(String text, boolean isSnip) {
    return !isSnip && startsWithFence(text) ? frontMatter(text) : snip(text);
  }

  // corpus/README.md: "Metadata starts at the first line that begins with `:`; all before is
  // content (trimmed), all after is YAML with keys `:key:`."
  private static Snip snip(String text) {
    int start = text.startsWith(":") ? 0 : text.indexOf("\n:") + 1;
    if (start == 0 && !text.startsWith(":")) {
      return new Snip(trimmed(text), Map.of());
    }
    String content = text.substring(0, start);
    return new Snip(trimmed(content), MetadataParser.parse(text.substring(start), lines(content)));
  }

  private static Snip frontMatter(String text) {
    int start = afterLine(text, 0);
    for (int line = start; line < text.length(); line = afterLine(text, line)) {
      int end = afterLine(text, line);
      String closing = text.substring(line, end).stripTrailing();
      if (closing.equals(FENCE) || closing.equals("...")) {
        return new Snip(
            trimmed(text.substring(end)), MetadataParser.parse(text.substring(start, line), 1));
      }
    }
    throw BrokenSnip.atLine(1, "front matter without a closing " + FENCE);
  }

  private static boolean startsWithFence(String text) {
    return text.startsWith(FENCE)
        && text.substring(0, afterLine(text, 0)).stripTrailing().equals(FENCE);
  }

  private static int afterLine(String text, int from) {
    int newline = text.indexOf('\n', from);
    return newline < 0 ? text.length() : newline + 1;
  }

  private static int lines(String text) {
    return (int) text.chars().filter(c -> c == '\n').count();
  }

  /** Without the ASCII white space around it; a no-break space is content. */
  private static String trimmed(String text) {
    return text.trim();
  }
}
