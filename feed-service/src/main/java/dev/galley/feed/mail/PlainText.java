package dev.galley.feed.mail;

import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** HTML as the lines that a person would have typed. */
final class PlainText {

  private static final Set<String> BLOCKS =
      Set.of(
          "p",
          "div",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "ul",
          "ol",
          "dl",
          "dt",
          "dd",
          "table",
          "figure",
          "figcaption",
          "blockquote",
          "pre",
          "section",
          "article",
          "aside",
          "header",
          "footer",
          "details",
          "summary");

  private final StringBuilder out = new StringBuilder();
  private String indent = "";
  private boolean verbatim;

  private PlainText() {}

  /** The lines of an element, with a line break at the end. */
  static String of(Element element) {
    PlainText text = new PlainText();
    text.children(element);
    return text.out.toString().strip() + "\n";
  }

  private void children(Element element) {
    for (Node child : element.childNodes()) {
      if (child instanceof TextNode words) {
        write(verbatim ? words.getWholeText() : words.text());
      } else if (child instanceof Element inner) {
        element(inner);
      }
    }
  }

  private void element(Element element) {
    String name = element.normalName();
    switch (name) {
      case "br" -> newLine();
      case "hr" -> {
        paragraph();
        write("---");
        paragraph();
      }
      case "img" -> picture(element);
      case "a" -> link(element);
      case "li" -> item(element);
      case "tr" -> {
        line();
        children(element);
      }
      case "td", "th" -> {
        if (element.previousElementSibling() != null) {
          trimEnd();
          out.append(" | ");
        }
        children(element);
      }
      case "blockquote" -> indented("> ", element);
      case "pre" -> {
        verbatim = true;
        indented("    ", element);
        verbatim = false;
      }
      case "h1" -> heading(element, '=');
      case "h2" -> heading(element, '-');
      default -> {
        if (BLOCKS.contains(name)) {
          paragraph();
          children(element);
          paragraph();
        } else {
          children(element);
        }
      }
    }
  }

  private void heading(Element element, char rule) {
    paragraph();
    int start = out.length();
    children(element);
    int length = out.length() - start;
    newLine();
    out.append(String.valueOf(rule).repeat(Math.min(72, Math.max(3, length))));
    paragraph();
  }

  private void picture(Element element) {
    String alt = element.attr("alt").strip();
    write(alt.isEmpty() ? "" : "[" + alt + "]");
  }

  private void link(Element element) {
    int start = out.length();
    children(element);
    String address = element.attr("href");
    String shown = out.substring(start).strip();
    if (address.toLowerCase(Locale.ROOT).startsWith("http") && !shown.equals(address)) {
      out.append(shown.isEmpty() ? "" : " ").append('<').append(address).append('>');
    }
  }

  private void item(Element element) {
    Element list = element.parent();
    boolean numbered = list != null && list.normalName().equals("ol");
    String mark = numbered ? (1 + element.elementSiblingIndex()) + ". " : "- ";
    line();
    out.append(mark);
    String before = indent;
    indent += " ".repeat(mark.length());
    children(element);
    indent = before;
    line();
  }

  private void indented(String by, Element element) {
    paragraph();
    String before = indent;
    indent += by;
    out.append(by);
    children(element);
    dropEmptyLines();
    indent = before;
    paragraph();
  }

  private void dropEmptyLines() {
    int start = out.lastIndexOf("\n");
    while (start >= 0 && out.substring(start + 1).matches("[> ]*")) {
      out.setLength(start);
      start = out.lastIndexOf("\n");
    }
  }

  private void write(String words) {
    if (verbatim) {
      out.append(words.stripTrailing().replace("\n", "\n" + indent));
    } else if (!words.isBlank()) {
      out.append(atLineStart() ? words.stripLeading() : words);
    } else if (!words.isEmpty() && !atLineStart()) {
      out.append(' ');
    }
  }

  private boolean atLineStart() {
    int end = out.length();
    return end == 0 || out.charAt(end - 1) == ' ' || out.charAt(end - 1) == '\n';
  }

  private void newLine() {
    trimEnd();
    out.append('\n').append(indent);
  }

  /** Begins a line, unless there is one already. */
  private void line() {
    int start = out.lastIndexOf("\n") + 1;
    if (!out.substring(start).isBlank()) {
      newLine();
    } else if (out.length() > 0) {
      out.setLength(start);
      out.append(indent);
    }
  }

  /** Begins a line after an empty one, unless it is the first of all or of an item. */
  private void paragraph() {
    if (out.toString().isBlank() || atItemStart()) {
      return;
    }
    line();
    int start = out.lastIndexOf("\n");
    int before = out.lastIndexOf("\n", start - 1);
    if (!out.substring(before + 1, start).strip().isEmpty()) {
      out.setLength(start);
      out.append('\n').append(indent.stripTrailing()).append('\n').append(indent);
    }
  }

  private boolean atItemStart() {
    String last = out.substring(out.lastIndexOf("\n") + 1).strip();
    return last.equals("-") || last.equals(">") || last.matches("\\d+\\.");
  }

  private void trimEnd() {
    while (out.length() > 0 && out.charAt(out.length() - 1) == ' ') {
      out.setLength(out.length() - 1);
    }
  }
}
