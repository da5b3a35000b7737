package dev.galley.render.markdown.kramdown;

import com.vladsch.flexmark.util.ast.Node;
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
final class SpanParser {

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
          new SpanAttributesRule(),
          new EntityRule(),
          new SymbolRule(),
          new LineBreakRule(),
          new EscapeRule(),
          new StrikethroughRule());

  private static final List<SpanRule> HTML_ONLY = List.of(new HtmlSpanRule());

  private final Scanner scanner;
  private final DocumentState document;
  private final Deque<Node> open = new ArrayDeque<>();
  private final Set<String> deadEnds = new HashSet<>();
  private List<SpanRule> rules = RULES;

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
    }
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

  boolean isInside(String element) {
    return open.stream()
        .anyMatch(node -> node instanceof Markup markup && markup.isMarkdown(element));
  }

  void add(Node node) {
    current().appendChild(node);
  }

  void text(CharSequence text) {
    append(current(), text, isHtmlOnly());
  }

  static void append(Node parent, CharSequence text, boolean raw) {
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
    return deadEnds.contains(key(attempt, place));
  }

  void rememberDeadEnd(String attempt, int place) {
    deadEnds.add(key(attempt, place));
  }

  // What is open around it decides, too, what an attempt may become.
  private String key(String attempt, int place) {
    StringBuilder key = new StringBuilder(attempt).append(place);
    for (String element : List.of("em", "strong", "a", "img")) {
      key.append(isInside(element) ? '+' : '-');
    }
    return key.toString();
  }
}
