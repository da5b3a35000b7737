package dev.galley.render.markdown.kramdown.span;

import dev.galley.render.markdown.kramdown.text.Characters;
import dev.galley.render.markdown.kramdown.text.Scanner;
import dev.galley.render.markdown.kramdown.tree.Markup;

/** Code between equal runs of backticks. */
final class CodeSpanRule implements SpanRule {

  @Override
  public boolean read(SpanParser spans) {
    Scanner scanner = spans.scanner();
    if (scanner.peek(0) != '`') {
      return false;
    }
    int start = scanner.at();
    while (scanner.peek(0) == '`') {
      scanner.skip(1);
    }
    String fence = scanner.since(start);
    int end = standsAlone(scanner, start) ? -1 : end(spans, fence);
    if (end < 0) {
      spans.text(fence);
      return true;
    }
    String code = scanner.text().substring(scanner.at(), end);
    Markup element = Markup.of("code");
    SpanParser.append(element, fence.length() == 1 ? code : trimmed(code), false);
    spans.add(element);
    scanner.moveTo(end + fence.length());
    return true;
  }

  private static int end(SpanParser spans, String fence) {
    // Where no end was found once, none is further on.
    if (spans.isDeadEnd(fence, -1)) {
      return -1;
    }
    int end = spans.scanner().find(fence, spans.scanner().at());
    if (end < 0) {
      spans.rememberDeadEnd(fence, -1);
    }
    return end;
  }

  /** A single backtick with space on both sides is just a backtick. */
  private static boolean standsAlone(Scanner scanner, int start) {
    boolean spaceBefore = start == 0 || Characters.isSpace(scanner.text().charAt(start - 1));
    return scanner.at() - start == 1 && spaceBefore && Characters.isSpace(scanner.peek(0));
  }

  private static String trimmed(String code) {
    int start = code.startsWith(" ") ? 1 : 0;
    int end = code.length() > start && code.endsWith(" ") ? code.length() - 1 : code.length();
    return code.substring(start, end);
  }
}
