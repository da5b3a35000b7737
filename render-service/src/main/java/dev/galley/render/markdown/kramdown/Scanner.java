package dev.galley.render.markdown.kramdown;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text and a place in it. */
final class Scanner {

  /** What stands for a character before the beginning or after the end. */
  static final char NONE = '\0';

  private final String text;
  private final Watch watch;
  private int at;

  Scanner(String text, Watch watch) {
    this.text = text;
    this.watch = watch;
  }

  String text() {
    return text;
  }

  int at() {
    return at;
  }

  void moveTo(int position) {
    at = position;
  }

  void skip(int chars) {
    at += chars;
  }

  boolean isAtEnd() {
    return at >= text.length();
  }

  /** The character so many places ahead of here, or behind for a negative number. */
  char peek(int ahead) {
    watch.tick();
    int position = at + ahead;
    return position >= 0 && position < text.length() ? text.charAt(position) : NONE;
  }

  boolean looksAt(String expected) {
    watch.tick();
    return text.startsWith(expected, at);
  }

  boolean skipIf(String expected) {
    boolean found = looksAt(expected);
    if (found) {
      at += expected.length();
    }
    return found;
  }

  /** The match of a pattern that begins here, or null. */
  @Nullable Matcher match(Pattern pattern) {
    watch.tick();
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    matcher.useTransparentBounds(true).useAnchoringBounds(false);
    return matcher.lookingAt() ? matcher : null;
  }

  String since(int start) {
    return text.substring(start, at);
  }

  String rest() {
    return text.substring(at);
  }

  Watch watch() {
    return watch;
  }
}
