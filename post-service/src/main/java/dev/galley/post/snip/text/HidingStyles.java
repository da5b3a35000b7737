package dev.galley.post.snip.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Styles in a text that keep a part of it from readers: styles are left out here, and everything
 * would be shown. What an element says of itself ({@code style="display: none"}) is understood, and
 * styles in files of their own are not looked at.
 */
public final class HidingStyles {

  private static final Pattern START = Pattern.compile("(?i)<style");
  private static final Pattern OPENING = Pattern.compile("(?i)<style\\b[^>]{0,500}>");
  private static final Pattern CLOSING = Pattern.compile("(?i)</style");

  /** A backslash may spell any of these. */
  private static final Pattern HIDING =
      Pattern.compile(
          "(?i)\\bdisplay\\s*:\\s*none|\\bvisibility\\s*:\\s*(?:hidden|collapse)"
              + "|\\b(?:opacity|font-size)\\s*:\\s*0{0,9}\\.?0{1,9}(?![.\\d])|\\\\");

  private HidingStyles() {}

  /** Whether there is one outside of what is code for certain. */
  public static boolean areInMarkdown(String text) {
    return START.matcher(text).find() && areIn(LinkCheck.withoutFences(text));
  }

  /** Whether there is one in HTML. */
  public static boolean areIn(String text) {
    Matcher opening = OPENING.matcher(text);
    Matcher closing = CLOSING.matcher(text);
    for (int from = 0; opening.find(from); ) {
      from = closing.find(opening.end()) ? closing.start() : text.length();
      if (HIDING.matcher(text.substring(opening.end(), from)).find()) {
        return true;
      }
    }
    return false;
  }
}
