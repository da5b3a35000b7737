package dev.galley.render.markdown.kramdown.span;

import com.vladsch.flexmark.util.ast.Node;
import dev.galley.render.markdown.kramdown.text.Characters;
import dev.galley.render.markdown.kramdown.text.Scanner;
import dev.galley.render.markdown.kramdown.tree.DocumentState;
import dev.galley.render.markdown.kramdown.tree.Literal;
import dev.galley.render.markdown.kramdown.tree.Markup;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Reads the inside of a block by kramdown's rules: at each place the first rule that fits, and a
 * rule that finds no end takes its opening for text. So unlike flexmark's there is no table of
 * delimiters.
 */
public final class SpanParser {

  // The order is kramdown's: earlier rules win.
  private static final List<SpanRule> RULES =
      List.of(
          new EmphasisRule(),
          new CodeSpanRule(),
          new AutolinkRule(),
          new HtmlSpanRule(),
          new NoteMarkRule(),
          new LinkRule(),
          new SmartQuoteRule(),
          new MathSpanRule(),
          new SpanAttributesRule(),
          new EntityRule(),
          new SymbolRule(),
          new LineBreakRule(),
          new EscapeRule(),
          new StrikethroughRule());

  /** Elements that Markdown does not nest in themselves or each other. */
  private static final List<String> EXCLUSIVE = List.of("em", "strong", "a", "img");

  private static final List<SpanRule> HTML_ONLY = List.of(new HtmlSpanRule());

  private final Scanner scanner;
  private final DocumentState document;
  private final Deque<Node> open = new ArrayDeque<>();
  private final Set<DeadEnd> deadEnds = new HashSet<>();
  private List<SpanRule> rules = RULES;

  /** Which of {@link #EXCLUSIVE} are open, a bit each. */
  private int surroundings;

  SpanParser(String text, DocumentState document) {
    this.scanner = new Scanner(text, document.watch());
    this.document = document;
  }

  /** Reads the whole text into a node. */
  void parseInto(Node node) {
    parse(node, () -> false);
  }

  /**
   * Reads into a node until a condition holds.
   *
   * @return whether it held before the text ended
   */
  boolean parse(Node into, BooleanSupplier end) {
    int before = surroundings;
    surroundings |= bit(into);
    open.push(into);
    try {
      while (!scanner.isAtEnd()) {
        skipPlainText();
        if (scanner.isAtEnd()) {
          return false;
        }
        if (end.getAsBoolean()) {
          return true;
        }
        if (!readByRule()) {
          readCharacter();
        }
      }
      return false;
    } finally {
      open.pop();
      surroundings = before;
    }
  }

  private static int bit(Node node) {
    int index = node instanceof Markup markup ? exclusive(markup) : -1;
    return index < 0 ? 0 : 1 << index;
  }

  private static int exclusive(Markup markup) {
    return markup.isMarkdown(markup.name()) ? EXCLUSIVE.indexOf(markup.name()) : -1;
  }

  /** As {@link #parse}, but only HTML means something. */
  boolean parseHtml(Node into, BooleanSupplier end) {
    List<SpanRule> before = rules;
    rules = HTML_ONLY;
    try {
      return parse(into, end);
    } finally {
      rules = before;
    }
  }

  /** Takes one character for text. */
  void readCharacter() {
    int start = scanner.at();
    scanner.skip(1);
    text(scanner.since(start));
  }

  private boolean readByRule() {
    for (SpanRule rule : rules) {
      if (rule.read(this)) {
        return true;
      }
    }
    return false;
  }

  private void skipPlainText() {
    int start = scanner.at();
    while (!scanner.isAtEnd() && isPlain()) {
      scanner.skip(1);
    }
    if (scanner.at() > start) {
      text(scanner.since(start));
    }
  }

  /** Most characters begin nothing, unless a quotation mark follows: its rule looks at both. */
  private boolean isPlain() {
    char c = scanner.peek(0);
    return (Character.isLetterOrDigit(c) || c == ',' || c == '\n')
        && !Characters.isQuote(scanner.peek(1));
  }

  Scanner scanner() {
    return scanner;
  }

  DocumentState document() {
    return document;
  }

  boolean isHtmlOnly() {
    return rules == HTML_ONLY;
  }

  Node current() {
    return open.getFirst();
  }

  /** Whether one of {@link #EXCLUSIVE} is open. */
  boolean isInside(String element) {
    return (surroundings & (1 << EXCLUSIVE.indexOf(element))) != 0;
  }

  void add(Node node) {
    current().appendChild(node);
  }

  void text(CharSequence text) {
    append(current(), text, isHtmlOnly());
  }

  public static void append(Node parent, CharSequence text, boolean raw) {
    if (parent.getLastChild() instanceof Literal literal && literal.isRaw() == raw) {
      literal.append(text);
    } else if (!text.isEmpty()) {
      parent.appendChild(new Literal(text, raw));
    }
  }

  /**
   * Whether an attempt has failed before in the same place. Without this memory, nested attempts
   * that all fail would double with each level.
   */
  boolean isDeadEnd(String attempt, int place) {
    return deadEnds.contains(new DeadEnd(attempt, place, surroundings));
  }

  void rememberDeadEnd(String attempt, int place) {
    deadEnds.add(new DeadEnd(attempt, place, surroundings));
  }

  /** What is open around an attempt decides, too, what it may become. */
  private record DeadEnd(String attempt, int place, int surroundings) {}
}
