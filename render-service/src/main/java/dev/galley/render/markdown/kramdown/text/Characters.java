package dev.galley.render.markdown.kramdown.text;

/** The classes of characters that kramdown's patterns use, which are Ruby's. */
public final class Characters {

  private Characters() {}

  /** {@code \s}: ASCII only. */
  public static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** {@code \w}: ASCII only. */
  public static boolean isAsciiWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  public static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  public static boolean isBlank(CharSequence text) {
    return text.chars().allMatch(c -> isSpace((char) c));
  }

  /** Without space at both ends. */
  public static String stripped(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }
}
