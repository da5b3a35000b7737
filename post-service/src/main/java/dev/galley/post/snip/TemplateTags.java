package dev.galley.post.snip;

import java.util.ArrayList;
import java.util.List;

/**
 * The template tags of a snip, {@code <%= by('chris-roos') %>}: finds those nobody can interpret.
 */
final class TemplateTags {

  private static final int SHOWN_CHARS = 60;

  private TemplateTags() {}

  /** One warning for each tag that is not a call of a known helper with literal arguments. */
  static List<String> unknown(String content) {
    List<String> warnings = new ArrayList<>();
    int from = 0;
    for (int open = content.indexOf("<%"); open >= 0; open = content.indexOf("<%", from)) {
      int close = content.indexOf("%>", open);
      from = close < 0 ? content.length() : close + 2;
      String tag = content.substring(open, from);
      if (close < 0 || !HelperCall.isKnown(tag)) {
        warnings.add("line " + lineOf(content, open) + ": unknown template tag " + shown(tag));
      }
    }
    return warnings;
  }

  private static long lineOf(String content, int position) {
    return 1 + content.chars().limit(position).filter(c -> c == '\n').count();
  }

  private static String shown(String tag) {
    String line = tag.replaceAll("\\s+", " ");
    return line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "…";
  }
}
