package dev.galley.post.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What kramdown, by which Jekyll reads Markdown, understands in a text and GFM does not. */
final class KramdownMarks {

  /** {@code {: .class}}, {@code {:toc}}, {@code {::comment}} and Markdown within HTML. */
  private static final Pattern MARK =
      Pattern.compile("\\{::?[^{}\\n]{1,500}}|<\\w{1,20}\\b[^>\\n]{0,500}\\smarkdown=");

  /** A block of HTML goes on to its end tag there, and to an empty line in GFM. */
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?m)^ {0,3}<(article|aside|blockquote|div|dl|figure|ol|p|section|table|ul)\\b");

  private static final Pattern EMPTY_LINE = Pattern.compile("\\n[ \\t]*\\r?\\n");

  private KramdownMarks() {}

  static boolean areIn(String markdown) {
    boolean[] found = {false};
    Prose.changed(
        markdown,
        text -> {
          found[0] |= MARK.matcher(text).find();
          return text;
        });
    return found[0] || hasInterruptedBlock(markdown);
  }

  private static boolean hasInterruptedBlock(String markdown) {
    Matcher block = BLOCK.matcher(markdown);
    Matcher empty = EMPTY_LINE.matcher(markdown);
    for (int from = 0; block.find(from); from = block.end()) {
      int end = markdown.indexOf("</" + block.group(1), block.end());
      if (end >= 0 && empty.find(block.end()) && empty.end() <= end) {
        return true;
      }
    }
    return false;
  }
}
