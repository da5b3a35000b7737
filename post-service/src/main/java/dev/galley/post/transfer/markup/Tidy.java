package dev.galley.post.transfer.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Brings HTML into one of the many forms in which browsers show the same. */
final class Tidy {

  /** Writes what is there and adds no white space. */
  static final OutputSettings VERBATIM = new OutputSettings().prettyPrint(false);

  static final Set<String> EMPHASES = Set.of("em", "strong", "del");

  /** White space in them is text. */
  private static final Set<String> KEPT = Set.of("pre", "textarea", "script", "style");

  private Tidy() {}

  static boolean isVerbatim(Node node) {
    return KEPT.contains(node.nodeName());
  }

  /** Whether a node stands on lines of its own. */
  static boolean isBlock(Node node) {
    return node instanceof Comment
        || node instanceof Element element
            && (element.isBlock() || element.children().stream().anyMatch(Tidy::isBlock));
  }

  /** Changes a body, or the parts of one that hold blocks. */
  static void up(Element body) {
    inlines(body);
    paragraphs(body);
  }

  private static void inlines(Element parent) {
    if (isVerbatim(parent)) {
      return;
    }
    for (Node child : List.copyOf(parent.childNodes())) {
      if (child instanceof TextNode text) {
        text.text(text.getWholeText().replaceAll("[ \\t\\n\\r\\f]+", " "));
      } else if (child instanceof Element element) {
        inlines(element);
        inline(element);
      }
    }
  }

  private static void inline(Element element) {
    switch (element.normalName()) {
      case "b" -> element.tagName("strong");
      case "i" -> element.tagName("em");
      case "s", "strike" -> element.tagName("del");
      default -> {
        // It has the one name.
      }
    }
    if (element.attributesSize() == 0) {
      if (element.normalName().equals("span")) {
        element.unwrap();
      } else if (element.normalName().equals("p")
          && element.childNodes().stream().allMatch(Tidy::isBlank)) {
        element.remove();
      } else if (EMPHASES.contains(element.normalName())) {
        emphasis(element);
      }
    }
  }

  /** White space at the ends of emphasised words shows as white space around them. */
  private static void emphasis(Element element) {
    if (element.childNodeSize() > 0 && element.firstChild() instanceof TextNode first) {
      String text = first.getWholeText();
      if (text.startsWith(" ")) {
        element.before(new TextNode(" "));
        first.text(text.substring(1));
      }
    }
    if (element.childNodeSize() > 0 && element.lastChild() instanceof TextNode last) {
      String text = last.getWholeText();
      if (text.endsWith(" ")) {
        element.after(new TextNode(" "));
        last.text(text.substring(0, text.length() - 1));
      }
    }
    if (!element.hasText() && element.children().isEmpty()) {
      element.unwrap();
    }
  }

  /** Lines that lie beside blocks are a paragraph, also where nobody said so. */
  private static void paragraphs(Element parent) {
    Element paragraph = null;
    for (Node child : new ArrayList<>(parent.childNodes())) {
      boolean isLine = !isBlock(child);
      if (isLine && paragraph == null && !isBlank(child)) {
        paragraph = new Element("p");
        child.before(paragraph);
      }
      if (isLine && paragraph != null) {
        paragraph.appendChild(child);
      } else if (isLine) {
        child.remove();
      } else {
        paragraph = null;
      }
    }
    for (Element child : parent.children()) {
      if (child.normalName().equals("blockquote")) {
        paragraphs(child);
      }
    }
  }

  private static boolean isBlank(Node node) {
    return node instanceof TextNode text
        && text.getWholeText().isBlank()
        && !text.getWholeText().contains("\u00A0");
  }
}
