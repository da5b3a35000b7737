package dev.galley.render.markdown.kramdown.span;

import dev.galley.render.markdown.dialect.Words;
import dev.galley.render.markdown.kramdown.text.Characters;
import dev.galley.render.markdown.kramdown.text.Scanner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Straight quotation marks and apostrophes become typographic ones. kramdown's table of patterns,
 * tried in its order; each looks at the mark and at most one character before it.
 */
final class SmartQuoteRule implements SpanRule {

  private static final String PUNCTUATION = "!\"#$%'()*+,-./:;<=>?@[\\]^_`{|}~";
  private static final String NOT_BEFORE_CLOSING = " \\\t\r\n[{(-";

  /** What a pattern takes: how many characters, of which the first may be text, and the marks. */
  private record Reading(String text, String marks, int length) {}

  private interface Pattern {
    @Nullable Reading at(Scanner scanner);
  }

  private static final List<Pattern> PATTERNS =
      List.of(
          SmartQuoteRule::beforeEmphasis,
          SmartQuoteRule::beforePunctuation,
          scanner -> doubled(scanner, "\"'", "“‘"),
          scanner -> doubled(scanner, "'\"", "‘“"),
          SmartQuoteRule::decade,
          SmartQuoteRule::opening,
          SmartQuoteRule::closing,
          SmartQuoteRule::atWordEnd,
          scanner -> remaining(scanner, '\'', "‘"),
          scanner -> remaining(scanner, '"', "“"));

  @Override
  public boolean read(SpanParser spans) {
    Scanner scanner = spans.scanner();
    char first = scanner.peek(0);
    boolean begins =
        Characters.isQuote(first) || (first != '\\' && Characters.isQuote(scanner.peek(1)));
    if (!begins) {
      return false;
    }
    for (Pattern pattern : PATTERNS) {
      Reading reading = pattern.at(scanner);
      if (reading != null) {
        spans.text(reading.text() + reading.marks());
        scanner.skip(reading.length());
        return true;
      }
    }
    return false;
  }

  private static @Nullable Reading beforeEmphasis(Scanner scanner) {
    char next = scanner.peek(1);
    boolean emphasis =
        (next == '*' || next == '_')
            && scanner.peek(2) != Scanner.NONE
            && !Characters.isSpace(scanner.peek(2));
    return Characters.isQuote(scanner.peek(0)) && emphasis
        ? new Reading("", left(scanner.peek(0)), 1)
        : null;
  }

  private static @Nullable Reading beforePunctuation(Scanner scanner) {
    char next = scanner.peek(1);
    boolean ellipsis = scanner.peek(2) == '.' && scanner.peek(3) == '.';
    boolean noBoundary = Words.isWord(next) == Words.isWord(scanner.peek(2));
    boolean fits =
        Characters.isQuote(scanner.peek(0))
            && next != Scanner.NONE
            && PUNCTUATION.indexOf(next) >= 0
            && !ellipsis
            && noBoundary;
    return fits ? new Reading("", right(scanner.peek(0)), 1) : null;
  }

  private static @Nullable Reading doubled(Scanner scanner, String pair, String marks) {
    int before = spaceBefore(scanner);
    boolean fits =
        scanner.peek(before) == pair.charAt(0)
            && scanner.peek(before + 1) == pair.charAt(1)
            && Characters.isAsciiWord(scanner.peek(before + 2));
    return fits ? new Reading(leading(scanner, before), marks, before + 2) : null;
  }

  /** The '80s. */
  private static @Nullable Reading decade(Scanner scanner) {
    int before = spaceBefore(scanner);
    boolean fits =
        scanner.peek(before) == '\''
            && isDigit(scanner.peek(before + 1))
            && isDigit(scanner.peek(before + 2))
            && scanner.peek(before + 3) == 's';
    return fits ? new Reading(leading(scanner, before), "’", before + 1) : null;
  }

  private static @Nullable Reading opening(Scanner scanner) {
    boolean fits =
        Characters.isSpace(scanner.peek(0))
            && Characters.isQuote(scanner.peek(1))
            && Characters.isAsciiWord(scanner.peek(2));
    return fits ? new Reading(leading(scanner, 1), left(scanner.peek(1)), 2) : null;
  }

  private static @Nullable Reading closing(Scanner scanner) {
    boolean fits =
        NOT_BEFORE_CLOSING.indexOf(scanner.peek(0)) < 0 && Characters.isQuote(scanner.peek(1));
    return fits ? new Reading(leading(scanner, 1), right(scanner.peek(1)), 2) : null;
  }

  private static @Nullable Reading atWordEnd(Scanner scanner) {
    char next = scanner.peek(1);
    boolean possessive = next == 's' && !Words.isWord(scanner.peek(2));
    boolean fits =
        Characters.isQuote(scanner.peek(0))
            && (next == Scanner.NONE || Characters.isSpace(next) || possessive);
    return fits ? new Reading("", right(scanner.peek(0)), 1) : null;
  }

  private static @Nullable Reading remaining(Scanner scanner, char quote, String mark) {
    if (scanner.peek(1) == quote) {
      return new Reading(leading(scanner, 1), mark, 2);
    }
    return scanner.peek(0) == quote ? new Reading("", mark, 1) : null;
  }

  private static int spaceBefore(Scanner scanner) {
    return Characters.isSpace(scanner.peek(0)) ? 1 : 0;
  }

  private static String leading(Scanner scanner, int chars) {
    return scanner.text().substring(scanner.at(), scanner.at() + chars);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String left(char quote) {
    return quote == '"' ? "“" : "‘";
  }

  private static String right(char quote) {
    return quote == '"' ? "”" : "’";
  }
}
