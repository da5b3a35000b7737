package dev.galley.post.snip.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The template tags of a snip, {@code <%= by('chris-roos') %>}: finds those nobody can interpret.
 */
public final class TemplateTags {

  private static final int SHOWN_CHARS = 60;
  private static final int MAX_WARNINGS = 20;

  /** The one loop that the old site had; its shape is fixed, so there is nothing to run. */
  private static final Pattern LOOP =
      Pattern.compile(
          "<%-?\\s*(?:Bloggable|ShowAndTell)\\.all\\.to_enum\\.with_index\\(1\\)\\.reverse_each"
              + " do \\|snip, index\\|\\s*-?%>\\s*"
              + "<%=\\s*content_tag\\(:li, link_to_snip\\(snip\\), value: index\\)\\s*-?%>\\s*"
              + "<%-?\\s*end\\s*-?%>");

  private TemplateTags() {}

  /**
   * One warning for each tag that is not a call of a known helper with literal arguments, at most
   * 20.
   */
  public static List<String> unknown(String content) {
    List<String> warnings = new ArrayList<>();
    int from = 0;
    int line = 1;
    for (int open = content.indexOf("<%");
        open >= 0 && warnings.size() < MAX_WARNINGS;
        open = content.indexOf("<%", from)) {
      line += newlines(content, from, open);
      int end = endOfKnown(content, open);
      if (end < 0) {
        int close = content.indexOf("%>", open);
        end = close < 0 ? content.length() : close + 2;
        String tag = content.substring(open, end);
        warnings.add("line " + line + ": unknown template tag " + shown(tag));
      }
      line += newlines(content, open, end);
      from = end;
    }
    return warnings;
  }

  /** Where a tag that has a meaning ends; negative for any other. */
  private static int endOfKnown(String content, int open) {
    if (content.startsWith("<%%", open)) {
      return open + 3;
    }
    Matcher loop = LOOP.matcher(content).region(open, content.length());
    if (loop.lookingAt()) {
      return loop.end();
    }
    int close = content.indexOf("%>", open);
    boolean isKnown =
        close >= 0
            && (content.startsWith("<%#", open)
                || HelperCall.isKnown(content.substring(open, close + 2)));
    return isKnown ? close + 2 : -1;
  }

  private static int newlines(String content, int from, int to) {
    return (int) content.substring(from, to).chars().filter(c -> c == '\n').count();
  }

  private static String shown(String tag) {
    String line = tag.replaceAll("\\s+", " ");
    return line.length() <= SHOWN_CHARS ? line : line.substring(0, SHOWN_CHARS) + "…";
  }
}
