package dev.galley.post.engine.text;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What kramdown, by which Jekyll reads Markdown, understands in a text and GFM does not. */
final class KramdownMarks {

  /** {@code {: .class}}, {@code {:toc}}, {@code {::comment}}, TeX and Markdown within HTML. */
  private static final Pattern MARK =
      Pattern.compile("\\{::?[^{}\\n]{1,500}}|\\$\\$[^$]|<\\w{1,20}\\b[^>\\n]{0,500}\\smarkdown=");

  /**
   * The meaning of a term, an abbreviation, the id of a heading, two backslashes for a line break,
   * a caret for the end of a block, a table without a line of hyphens.
   */
  private static final Pattern LINE =
      Pattern.compile(
          "(?m)^ {0,3}:[ \\t]|^ {0,3}\\*\\[[^\\n]{1,100}?]:|[ \\t]\\{#[\\w:.-]{1,100}}[ \\t]{0,9}\\r?$"
              + "|\\\\\\\\\\r?$|^\\^\\r?$"
              + "|(?<=\\A|\\n\\r?\\n)\\|[^\\n]*\\|[ \\t]{0,9}\\r?\\n(?![ \\t|:]{0,9}-[^\\w\\n]*\\r?$)");

  /** A block of HTML goes on to its end tag there, and to an empty line in GFM. */
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?m)^ {0,3}<(article|aside|blockquote|div|dl|figure|ol|p|section|table|ul)\\b");

  private static final Pattern EMPTY_LINE = Pattern.compile("\\n[ \\t]*\\r?\\n");

  private KramdownMarks() {}

  static boolean areIn(String markdown) {
    boolean[] found = {false};
    UnaryOperator<String> prose = text -> found(found, MARK, text);
    Prose.outsideFences(markdown, text -> Prose.outsideBackticks(found(found, LINE, text), prose));
    return found[0] || hasInterruptedBlock(markdown);
  }

  private static String found(boolean[] found, Pattern pattern, String text) {
    found[0] |= pattern.matcher(text).find();
    return text;
  }

  /** Looks at each place once, however many blocks there are that nothing ends. */
  private static boolean hasInterruptedBlock(String markdown) {
    Map<String, Integer> nextEnds = new HashMap<>();
    Matcher block = BLOCK.matcher(markdown);
    Matcher empty = EMPTY_LINE.matcher(markdown);
    boolean isEmptyNext = empty.find();
    for (int from = 0; isEmptyNext && block.find(from); from = block.end()) {
      int inside = block.end();
      int end =
          nextEnds.compute(
              "</" + block.group(1),
              (tag, next) ->
                  next != null && (next < 0 || next >= inside)
                      ? next
                      : Integer.valueOf(markdown.indexOf(tag, inside)));
      while (isEmptyNext && empty.start() < inside) {
        isEmptyNext = empty.find();
      }
      if (isEmptyNext && empty.end() <= end) {
        return true;
      }
    }
    return false;
  }
}
