package dev.galley.render.markdown.kramdown.text;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads an HTML element to its end and writes it as kramdown does: what is not closed is closed, a
 * closing tag that closes nothing is text.
 */
public final class RawHtml {

  private final Scanner scanner;
  private final StringBuilder html = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  public RawHtml(Scanner scanner) {
    this.scanner = scanner;
  }

  /** The element at the scanner's place, which moves past it. */
  public String read() {
    do {
      readNext();
    } while (!open.isEmpty() && !scanner.isAtEnd());
    open.forEach(name -> html.append("</").append(name).append('>'));
    return html.toString();
  }

  private void readNext() {
    int start = scanner.at();
    if (scanner.peek(0) != '<') {
      int angle = scanner.find("<", start);
      scanner.moveTo(angle < 0 ? scanner.text().length() : angle);
      html.append(Html.rawText(scanner.since(start)));
    } else if (!skip("<!--", "-->") && !skip("<?", "?>")) {
      readTag();
    }
  }

  /** Comments and instructions reach no page. */
  private boolean skip(String opening, String closing) {
    int end = scanner.looksAt(opening) ? scanner.find(closing, scanner.at()) : -1;
    if (end >= 0) {
      scanner.moveTo(end + closing.length());
    }
    return end >= 0;
  }

  private void readTag() {
    int start = scanner.at();
    HtmlTag tag = HtmlTag.at(scanner);
    if (tag != null) {
      scanner.moveTo(tag.end());
      open(tag);
      return;
    }
    String closed = HtmlTag.skipClosing(scanner);
    if (closed == null) {
      scanner.skip(1);
      html.append("&lt;");
    } else if (closed.equals(open.peek())) {
      open.pop();
      html.append("</").append(closed).append('>');
    } else {
      html.append(Html.rawText(scanner.since(start)));
    }
  }

  private void open(HtmlTag tag) {
    html.append('<').append(tag.name());
    tag.attributes().forEach((name, value) -> html.append(Html.attribute(name, value)));
    html.append('>');
    if (HtmlElements.isVoid(tag.name())) {
      return;
    }
    if (tag.closed()) {
      html.append("</").append(tag.name()).append('>');
    } else if (tag.name().equals("script") || tag.name().equals("style")) {
      html.append(upToClosing(scanner, tag.name())).append("</").append(tag.name()).append('>');
    } else {
      open.push(tag.name());
    }
  }

  /** The text up to an element's closing tag, or to the end; the scanner moves past the tag. */
  public static String upToClosing(Scanner scanner, String name) {
    int start = scanner.at();
    int angle = scanner.find("</", start);
    for (; angle >= 0; angle = scanner.find("</", angle + 1)) {
      scanner.moveTo(angle);
      if (name.equalsIgnoreCase(HtmlTag.skipClosing(scanner))) {
        return scanner.text().substring(start, angle);
      }
    }
    scanner.moveTo(scanner.text().length());
    return scanner.since(start);
  }
}
