package dev.galley.render.markdown.kramdown.span;

import dev.galley.render.markdown.kramdown.text.Characters;
import dev.galley.render.markdown.kramdown.text.Scanner;
import dev.galley.render.markdown.kramdown.tree.Markup;

/** {@code ~~gone~~}. */
final class StrikethroughRule implements SpanRule {

  private static final String MARK = "~~";

  @Override
  public boolean read(SpanParser spans) {
    Scanner scanner = spans.scanner();
    if (!scanner.looksAt(MARK) || !isInk(scanner.peek(2)) || spans.isDeadEnd(MARK, -1)) {
      return false;
    }
    int start = scanner.at() + MARK.length();
    int end = scanner.find(MARK, start + 1);
    while (end >= 0 && !isInk(scanner.text().charAt(end - 1))) {
      end = scanner.find(MARK, end + 1);
    }
    if (end < 0) {
      spans.rememberDeadEnd(MARK, -1);
      return false;
    }
    Markup deleted = Markup.of("del");
    new SpanParser(scanner.text().substring(start, end), spans.document()).parseInto(deleted);
    spans.add(deleted);
    scanner.moveTo(end + MARK.length());
    return true;
  }

  private static boolean isInk(char c) {
    return c != Scanner.NONE && c != '~' && !Characters.isSpace(c);
  }
}
