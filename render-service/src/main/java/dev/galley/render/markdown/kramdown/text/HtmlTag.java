package dev.galley.render.markdown.kramdown.text;

import dev.galley.render.markdown.dialect.Words;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An opening tag as an author wrote it; its attributes' values are as written, entities included.
 *
 * @param closed whether it ends with {@code />}
 * @param end where the text goes on
 */
public record HtmlTag(String name, Map<String, String> attributes, boolean closed, int end) {

  /** The opening tag that begins here, or null. The scanner does not move. */
  public static @Nullable HtmlTag at(Scanner scanner) {
    int start = scanner.at();
    try {
      return scanner.skipIf("<") ? read(scanner) : null;
    } finally {
      scanner.moveTo(start);
    }
  }

  private static @Nullable HtmlTag read(Scanner scanner) {
    String name = name(scanner);
    if (name.isEmpty()) {
      return null;
    }
    String element = HtmlElements.normalised(name);
    Map<String, String> attributes = new LinkedHashMap<>();
    while (true) {
      int space = skipSpace(scanner);
      boolean closed = scanner.skipIf("/>");
      if (closed || scanner.skipIf(">")) {
        return new HtmlTag(element, attributes, closed, scanner.at());
      }
      String attribute = name(scanner);
      String value = attribute.isEmpty() || space == 0 ? null : value(scanner);
      if (value == null) {
        return null;
      }
      attributes.put(attribute.toLowerCase(Locale.ROOT), value);
    }
  }

  /** The name of the closing tag that begins here, or null; the scanner moves past it. */
  public static @Nullable String skipClosing(Scanner scanner) {
    int start = scanner.at();
    if (scanner.skipIf("</")) {
      String name = name(scanner);
      skipSpace(scanner);
      if (!name.isEmpty() && scanner.skipIf(">")) {
        return HtmlElements.normalised(name);
      }
    }
    scanner.moveTo(start);
    return null;
  }

  private static String name(Scanner scanner) {
    int start = scanner.at();
    char first = scanner.peek(0);
    if (Character.isLetter(first) || first == '_') {
      do {
        scanner.skip(1);
      } while (isNameCharacter(scanner.peek(0)));
    }
    return scanner.since(start);
  }

  private static boolean isNameCharacter(char c) {
    return Words.isWord(c) || c == '-' || c == '.' || c == ':';
  }

  private static int skipSpace(Scanner scanner) {
    int start = scanner.at();
    while (Characters.isSpace(scanner.peek(0))) {
      scanner.skip(1);
    }
    return scanner.at() - start;
  }

  /** The value after an attribute's name, empty where there is none, null where it is broken. */
  private static @Nullable String value(Scanner scanner) {
    int before = scanner.at();
    skipSpace(scanner);
    if (!scanner.skipIf("=")) {
      scanner.moveTo(before);
      return "";
    }
    skipSpace(scanner);
    char quote = scanner.peek(0);
    int start = scanner.at();
    if (!Characters.isQuote(quote)) {
      while (Words.isWord(scanner.peek(0))) {
        scanner.skip(1);
      }
      return scanner.at() > start ? scanner.since(start) : null;
    }
    int end = scanner.find(String.valueOf(quote), start + 1);
    if (end < 0) {
      return null;
    }
    scanner.moveTo(end + 1);
    return scanner.text().substring(start + 1, end);
  }
}
