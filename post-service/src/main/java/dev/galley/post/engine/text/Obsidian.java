package dev.galley.post.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** How Obsidian writes Markdown; reads lines and not Markdown. */
final class Obsidian {

  private static final Pattern COMMENT = Pattern.compile("%%");
  private static final Pattern LINK =
      Pattern.compile("\\[\\[[^\\s\\[\\]][^\\[\\]\\n]{0,300}\\]\\]");

  private Obsidian() {}

  /** Takes out what no reader of a vault sees. */
  static String withoutComments(String body) {
    return Prose.changed(
        body, text -> Pairs.replaced(text, COMMENT, COMMENT, text.length(), (open, inner) -> ""));
  }

  /** Whether there is the mark of a comment outside code. */
  static boolean hasComments(String body) {
    return isInProse(COMMENT, body);
  }

  /** What is text here of what Obsidian does not show as it is written, for people. */
  static List<String> warnings(String body) {
    List<String> warnings = new ArrayList<>();
    if (body.contains("%%") && !withoutComments(body).equals(body)) {
      warnings.add("%%…%%, which Obsidian hides, is shown here");
    }
    if (body.contains("[[") && isInProse(LINK, body)) {
      warnings.add("[[…]], by which Obsidian links and shows pictures, is text here");
    }
    return warnings;
  }

  private static boolean isInProse(Pattern pattern, String body) {
    boolean[] found = {false};
    Prose.changed(
        body,
        text -> {
          found[0] |= pattern.matcher(text).find();
          return text;
        });
    return found[0];
  }
}
