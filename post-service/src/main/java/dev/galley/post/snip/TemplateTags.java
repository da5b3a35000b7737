package dev.galley.post.snip;

import java.util.ArrayList;
import java.util.List;

/**
 * The template tags of a snip, {@code <%= by('chris-roos') %>}: finds those nobody can interpret.
 */
final class TemplateTags {

  private static final int SHOWN_CHARS = 60;
  private static final int MAX_WARNINGS = 20;

  private TemplateTags() {}

  /**
   * One warning for each tag that is not a call of a known helper with literal arguments, at most
   * 20.
   */
  static List<String> unknown(String content) {
    List<String> warnings = new ArrayList<>();
    int from = 0;
    int line = 1;
    for (int open = content.indexOf("<%");
        open >= 0 && warnings.size() < MAX_WARNINGS;
        open = content.indexOf("<%", from)) {
      line += newlines(content, from, open);
      int close = content.indexOf("%>", open);
      int end = close < 0 ? content.length() : close + 2;
      String tag = content.substring(open, end);
      if (close < 0 || !HelperCall.isKnown(tag)) {
        warnings.add("line " + line + ": unknown template tag " + shown(tag));
      }
      line += newlines(content, open, end);
      from = end;
    }
    return warnings;
  }

  private static int newlines(String content, int from, int to) {
    return (int) content.substring(from, to).chars().filter(c -> c == '\n').count();
  }

  private static String shown(String tag) {
    String line = tag.replaceAll("\\s+", " ");
    return line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "…";
  }
}
