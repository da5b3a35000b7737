package dev.galley.post.snip.text;

import java.util.regex.Pattern;

/** What seems to be metadata at the beginning of a text that has none which is read. */
public final class UnreadHeader {

  /**
   * Pelican's and MultiMarkdown's metadata, Org's, and what Hexo allows without its first fence.
   */
  private static final Pattern UNFENCED =
      Pattern.compile(
          "(?:\\.\\. )?(?:title|date|status|draft|slug|layout|published|category|categories|tags|author)"
              + "[ \\t]*:(?!:)|#\\+\\w+:",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern FENCE =
      Pattern.compile("(?m)^[ \\t]*(?:---|\\+\\+\\+|;;;)[ \\t]*\\w*[ \\t]*$");

  /** A JSON object. */
  private static final Pattern OBJECT = Pattern.compile("\\{\\s*\"");

  private UnreadHeader() {}

  /** Whether a text begins so, perhaps in or behind comments, as Hugo reads it. */
  public static boolean isIn(String text) {
    int at = afterSpace(text, 0);
    boolean isCommented = false;
    while (text.startsWith("<!--", at)) {
      int close = text.indexOf("-->", at);
      int end = close < 0 ? text.length() : close;
      if (FENCE.matcher(text.substring(at + "<!--".length(), end)).find()) {
        return true;
      }
      isCommented = true;
      at = afterSpace(text, Math.min(text.length(), end + "-->".length()));
    }
    return begins(UNFENCED, text, at)
        || isCommented && (begins(FENCE, text, at) || begins(OBJECT, text, at));
  }

  private static boolean begins(Pattern pattern, String text, int at) {
    return pattern.matcher(text).region(at, text.length()).lookingAt();
  }

  private static int afterSpace(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
