package dev.galley.feed.syndication;

import java.util.regex.Pattern;

/** Takes out what XML 1.0 cannot carry, not even escaped. */
final class CleanText {

  private static final Pattern LINE_END = Pattern.compile("\r\n?");

  private CleanText() {}

  /**
   * XML 1.0, production 2 (Char): unpaired surrogates and control characters are left out. Line
   * ends become line feeds, as every XML parser would make them (2.11).
   */
  static String of(String text) {
    String lines = text.indexOf('\r') < 0 ? text : LINE_END.matcher(text).replaceAll("\n");
    if (lines.codePoints().allMatch(CleanText::isLegal)) {
      return lines;
    }
    StringBuilder legal = new StringBuilder(lines.length());
    lines.codePoints().filter(CleanText::isLegal).forEach(legal::appendCodePoint);
    return legal.toString();
  }

  private static boolean isLegal(int codePoint) {
    return codePoint == '\t'
        || codePoint == '\n'
        || (codePoint >= 0x20 && codePoint <= 0xD7FF)
        || (codePoint >= 0xE000 && codePoint <= 0xFFFD)
        || (codePoint >= 0x10000 && codePoint <= 0x10FFFF);
  }
}
