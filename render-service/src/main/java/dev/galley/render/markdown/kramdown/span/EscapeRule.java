package dev.galley.render.markdown.kramdown.span;

import dev.galley.render.markdown.kramdown.text.Scanner;

/** A backslash before a character that means something. */
final class EscapeRule implements SpanRule {

  private static final String ESCAPABLE = "\\.*_+`<>()[]{}#!:|\"'$=-~";

  @Override
  public boolean read(SpanParser spans) {
    Scanner scanner = spans.scanner();
    if (scanner.peek(0) != '\\' || !isEscapable(scanner.peek(1))) {
      return false;
    }
    scanner.skip(1);
    spans.readCharacter();
    return true;
  }

  private static boolean isEscapable(char c) {
    return c != Scanner.NONE && ESCAPABLE.indexOf(c) >= 0;
  }

  /** The text without the backslashes that escape. */
  static String unescaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      // An image's text keeps "\~": this list is kramdown's own, without the GFM addition.
      boolean escapes =
          text.charAt(i) == '\\'
              && i + 1 < text.length()
              && text.charAt(i + 1) != '~'
              && isEscapable(text.charAt(i + 1));
      plain.append(text.charAt(escapes ? ++i : i));
    }
    return plain.toString();
  }
}
