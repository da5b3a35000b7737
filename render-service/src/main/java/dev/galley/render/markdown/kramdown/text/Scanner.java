package dev.galley.render.markdown.kramdown.text;

import dev.galley.render.markdown.dialect.Watch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text and a place in it. */
public final class Scanner {

  /** What stands for a character before the beginning or after the end. */
  public static final char NONE = '\0';

  private final String text;
  private final WatchedText watched;
  private final Watch watch;
  private int at;

  public Scanner(String text, Watch watch) {
    this.text = text;
    this.watch = watch;
    this.watched = new WatchedText(text, watch);
  }

  public String text() {
    return text;
  }

  public int at() {
    return at;
  }

  public void moveTo(int position) {
    at = position;
  }

  public void skip(int chars) {
    at += chars;
  }

  public boolean isAtEnd() {
    return at >= text.length();
  }

  /** The character so many places ahead of here, or behind for a negative number. */
  public char peek(int ahead) {
    watch.tick(1);
    int position = at + ahead;
    return position >= 0 && position < text.length() ? text.charAt(position) : NONE;
  }

  public boolean looksAt(String expected) {
    watch.tick(1);
    return text.startsWith(expected, at);
  }

  public boolean skipIf(String expected) {
    boolean found = looksAt(expected);
    if (found) {
      at += expected.length();
    }
    return found;
  }

  /** The match of a pattern that begins here, or null. */
  public @Nullable Matcher match(Pattern pattern) {
    // The pattern reads through the watch, since it may backtrack.
    Matcher matcher = pattern.matcher(watched).region(at, text.length());
    matcher.useTransparentBounds(true).useAnchoringBounds(false);
    return matcher.lookingAt() ? matcher : null;
  }

  /** The next match of a pattern, or null. */
  public @Nullable Matcher find(Pattern pattern) {
    Matcher matcher = pattern.matcher(watched);
    return matcher.find(at) ? matcher : null;
  }

  public String since(int start) {
    watch.tick(1 + (at - start) / 8);
    return text.substring(start, at);
  }

  /** Where a text is found from a place on, or a negative number. */
  public int find(String wanted, int from) {
    int found = text.indexOf(wanted, from);
    // Much faster than to look at each character, yet it adds up.
    watch.tick(1 + ((found < 0 ? text.length() : found) - from) / 8);
    return found;
  }

  public Watch watch() {
    return watch;
  }
}
