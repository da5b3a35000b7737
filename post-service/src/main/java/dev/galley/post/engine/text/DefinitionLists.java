package dev.galley.post.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hugo's lists of terms and their meanings, which GFM does not have: {@code : meaning} below lines
 * that are terms. They become HTML with Markdown in it.
 */
final class DefinitionLists {

  private static final Pattern MEANING = Pattern.compile(" {0,3}:[ \\t]+(?=\\S)");
  private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}|~{3,})[^`]*");

  /** Lines that are no part of a paragraph at the left. */
  private static final Pattern OTHER_BLOCK =
      Pattern.compile("(?: {4}|\\t| {0,3}(?:[#>|<]|[*+-][ \\t]|\\d{1,9}[.)][ \\t]|`{3}|~{3})).*");

  private final List<String> lines;
  private final List<String> out = new ArrayList<>();
  private int at;

  private DefinitionLists(List<String> lines) {
    this.lines = lines;
  }

  /** Markdown without them. */
  static String written(String markdown) {
    if (!markdown.contains("\n:") && !markdown.contains(" :")) {
      return markdown;
    }
    DefinitionLists lists = new DefinitionLists(markdown.lines().toList());
    return lists.write() ? String.join("\n", lists.out) + "\n" : markdown;
  }

  /** Whether there was one. */
  private boolean write() {
    boolean isFound = false;
    while (at < lines.size()) {
      int terms = terms(at);
      if (terms > 0) {
        isFound = true;
        list(terms);
      } else if (FENCE.matcher(lines.get(at)).matches()) {
        fence();
      } else {
        paragraph();
      }
    }
    return isFound;
  }

  /** How many lines are terms from a place on; none where no meaning follows them. */
  private int terms(int from) {
    int end = from;
    while (end < lines.size() && isOfParagraph(lines.get(end))) {
      end++;
    }
    boolean isDirect = isMeaning(end);
    boolean isBehindBlank = end < lines.size() && lines.get(end).isBlank() && isMeaning(end + 1);
    return isDirect || isBehindBlank ? end - from : 0;
  }

  private static boolean isOfParagraph(String line) {
    return !line.isBlank()
        && !MEANING.matcher(line).lookingAt()
        && !OTHER_BLOCK.matcher(line).matches();
  }

  private boolean isMeaning(int line) {
    return line < lines.size() && MEANING.matcher(lines.get(line)).lookingAt();
  }

  private void fence() {
    Matcher fence = FENCE.matcher(lines.get(at));
    String mark = fence.matches() ? fence.group(1) : "";
    do {
      out.add(lines.get(at++));
    } while (at < lines.size() && !lines.get(at).strip().startsWith(mark));
    if (at < lines.size()) {
      out.add(lines.get(at++));
    }
  }

  /** A whole paragraph, or a line of something else: what is in its middle begins no list. */
  private void paragraph() {
    boolean isOfParagraph = isOfParagraph(lines.get(at));
    do {
      out.add(lines.get(at++));
    } while (isOfParagraph && at < lines.size() && isOfParagraph(lines.get(at)));
  }

  private void list(int first) {
    out.add("<dl>");
    for (int terms = first; terms > 0; terms = terms(at)) {
      for (int i = 0; i < terms; i++) {
        element("dt", List.of(lines.get(at++).strip()));
      }
      do {
        skipBlank();
        meaning();
      } while (isMeaning(behindBlank()));
      if (terms(behindBlank()) > 0) {
        skipBlank();
      }
    }
    out.add("</dl>");
    out.add("");
  }

  private int behindBlank() {
    int line = at;
    while (line < lines.size() && lines.get(line).isBlank()) {
      line++;
    }
    return line;
  }

  private void skipBlank() {
    at = behindBlank();
  }

  /** What is indented goes on with it, and the lines of its paragraph do. */
  private void meaning() {
    String line = lines.get(at++);
    Matcher colon = MEANING.matcher(line);
    int indent = colon.lookingAt() ? colon.end() : 0;
    List<String> text = new ArrayList<>(List.of(line.substring(indent)));
    while (at < lines.size()) {
      String next = lines.get(at);
      boolean isLazy = !lines.get(at - 1).isBlank() && isOfParagraph(next);
      int behind = behindBlank();
      if (!isIndented(behind) && !(behind == at && isLazy)) {
        break;
      }
      for (; at < behind; at++) {
        text.add("");
      }
      text.add(dedented(lines.get(at++), indent));
    }
    element("dd", text);
  }

  private boolean isIndented(int line) {
    return line < lines.size()
        && (lines.get(line).startsWith("  ") || lines.get(line).startsWith("\t"))
        && !isMeaning(line);
  }

  private static String dedented(String line, int indent) {
    if (line.startsWith("\t")) {
      return line.substring(1);
    }
    int blanks = 0;
    while (blanks < Math.min(indent, line.length()) && line.charAt(blanks) == ' ') {
      blanks++;
    }
    return line.substring(blanks);
  }

  private void element(String name, List<String> text) {
    out.add("<" + name + ">");
    out.add("");
    out.addAll(text);
    out.add("");
    out.add("</" + name + ">");
  }
}
