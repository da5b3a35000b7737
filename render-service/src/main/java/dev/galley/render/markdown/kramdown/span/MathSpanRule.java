package dev.galley.render.markdown.kramdown.span;

import dev.galley.render.markdown.kramdown.text.Characters;
import dev.galley.render.markdown.kramdown.text.Scanner;

/** TeX between {@code $$} within a paragraph: nothing in it means anything to Markdown. */
final class MathSpanRule implements SpanRule {

  private static final String MARK = "$$";

  @Override
  public boolean read(SpanParser spans) {
    Scanner scanner = spans.scanner();
    if (scanner.peek(0) != '$' || scanner.peek(1) != '$' || spans.isDeadEnd(MARK, -1)) {
      return false;
    }
    int start = scanner.at() + MARK.length();
    int end = scanner.find(MARK, start);
    if (end < 0) {
      // Where no end was found once, none is further on.
      spans.rememberDeadEnd(MARK, -1);
      return false;
    }
    spans.text("\\(" + Characters.stripped(scanner.text().substring(start, end)) + "\\)");
    scanner.moveTo(end + MARK.length());
    return true;
  }
}
