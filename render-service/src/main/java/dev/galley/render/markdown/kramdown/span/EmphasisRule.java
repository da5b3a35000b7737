package dev.galley.render.markdown.kramdown.span;

import dev.galley.render.markdown.kramdown.text.Characters;
import dev.galley.render.markdown.kramdown.text.Scanner;
import dev.galley.render.markdown.kramdown.tree.Markup;

/** {@code *em*}, {@code **strong**} and the same with underscores. */
final class EmphasisRule implements SpanRule {

  @Override
  public boolean read(SpanParser spans) {
    Scanner scanner = spans.scanner();
    char mark = scanner.peek(0);
    if (mark != '*' && mark != '_') {
      return false;
    }
    int start = scanner.at();
    String opening = String.valueOf(mark).repeat(scanner.peek(1) == mark ? 2 : 1);
    String element = opening.length() == 2 ? "strong" : "em";
    if (canOpen(spans, opening, element) && emphasise(spans, opening, element)) {
      return true;
    }
    scanner.moveTo(start + opening.length());
    spans.text(opening);
    return true;
  }

  private static boolean canOpen(SpanParser spans, String opening, String element) {
    Scanner scanner = spans.scanner();
    boolean insideWord = opening.charAt(0) == '_' && followsLetter(scanner);
    return !insideWord
        && !Characters.isSpace(scanner.peek(opening.length()))
        && !spans.isInside(element)
        && !spans.isDeadEnd(opening, scanner.at());
  }

  // kramdown: /[[:alpha:]]-?[[:alpha:]]*\z/ before an underscore keeps snake_case whole.
  private static boolean followsLetter(Scanner scanner) {
    char before = scanner.peek(-1);
    return Character.isLetter(before) || (before == '-' && Character.isLetter(scanner.peek(-2)));
  }

  private static boolean emphasise(SpanParser spans, String opening, String element) {
    int start = spans.scanner().at();
    if (attempt(spans, opening, element, start)) {
      return true;
    }
    boolean canBeEm =
        element.equals("strong")
            && !(spans.current() instanceof Markup markup && markup.isMarkdown("em"));
    if (canBeEm && attempt(spans, opening.substring(1), "em", start)) {
      return true;
    }
    spans.rememberDeadEnd(opening, start);
    return false;
  }

  private static boolean attempt(SpanParser spans, String mark, String element, int start) {
    Scanner scanner = spans.scanner();
    scanner.moveTo(start + mark.length());
    Markup emphasis = Markup.of(element);
    if (!spans.parse(emphasis, () -> closes(scanner, mark, emphasis))) {
      return false;
    }
    scanner.skip(mark.length());
    spans.add(emphasis);
    return true;
  }

  private static boolean closes(Scanner scanner, String mark, Markup emphasis) {
    if (!scanner.looksAt(mark) || Characters.isSpace(scanner.peek(-1))) {
      return false;
    }
    boolean opensStrong =
        mark.length() == 1 && scanner.looksAt(mark + mark) && !scanner.looksAt(mark.repeat(3));
    boolean insideWord =
        mark.charAt(0) == '_' && Character.isLetterOrDigit(scanner.peek(mark.length()));
    return !opensStrong && !insideWord && emphasis.hasChildren();
  }
}
