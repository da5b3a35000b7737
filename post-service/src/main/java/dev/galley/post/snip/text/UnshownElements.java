package dev.galley.post.snip.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the text in elements that are left out of a page as a whole, for a warning to the author.
 * Reads tags and no HTML, so it may miss one.
 */
public final class UnshownElements {

  private static final Pattern OPENING =
      Pattern.compile(
          "<(svg|math|textarea|select|object|applet|canvas|noscript|template|xmp|listing"
              + "|dialog(?![^<>]{0,500}\\sopen\\b))(?:\\s[^<>]{0,2000})?>",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern TAG = Pattern.compile("<[^>]*>|&nbsp;");

  private static final int MAX_LOOKED_AT = 100;
  private static final int MAX_WARNINGS = 20;
  private static final int READ_CHARS = 2_000;
  private static final int SHOWN_CHARS = 60;

  private UnshownElements() {}

  /**
   * A warning for each, at most 20.
   *
   * @param text HTML, or Markdown without its code
   */
  public static List<String> warnings(String text) {
    Set<String> warnings = new LinkedHashSet<>();
    Matcher opening = OPENING.matcher(text);
    int from = 0;
    for (int i = 0; i < MAX_LOOKED_AT && opening.find(from); i++) {
      String name = opening.group(1);
      Matcher closing = Pattern.compile("(?i)</" + name + "[\\s>]").matcher(text);
      from = closing.find(opening.end()) ? closing.start() : text.length();
      String within = text.substring(opening.end(), Math.min(from, opening.end() + READ_CHARS));
      String plain = TAG.matcher(within).replaceAll(" ").strip().replaceAll("\\s+", " ");
      if (!plain.isEmpty()) {
        warnings.add("the text in <" + name + "> is not shown here: " + shown(plain));
      }
    }
    return warnings.stream().limit(MAX_WARNINGS).toList();
  }

  private static String shown(String text) {
    return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "…";
  }
}
