package dev.galley.post.transfer.markup;

import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * All of a fragment that a reader or a browser can tell: elements in their order, every attribute,
 * every character. White space counts as browsers count it.
 */
final class Outline {

  /** No text has it: where a block, or a line, begins and ends. */
  private static final char EDGE = '\0';

  private static final Pattern AROUND_EDGES = Pattern.compile(" *" + EDGE + "[ " + EDGE + "]*");
  private static final Pattern BLANKS = Pattern.compile(" {2,}");

  private final StringBuilder out = new StringBuilder();

  private Outline() {}

  /** Of tidied HTML: of what is in a body, else of the node itself. */
  static String of(Node node) {
    Outline outline = new Outline();
    if (node.nodeName().equals("body")) {
      outline.children((Element) node);
    } else {
      outline.add(node);
    }
    String blanks = BLANKS.matcher(outline.out).replaceAll(" ");
    return AROUND_EDGES.matcher(EDGE + blanks + EDGE).replaceAll("\n");
  }

  private void children(Element parent) {
    parent.childNodes().forEach(this::add);
  }

  private void add(Node node) {
    if (node instanceof TextNode text) {
      text(text.getWholeText());
    } else if (node instanceof DataNode data) {
      out.append(data.getWholeData());
    } else if (node instanceof Comment comment) {
      if (!comment.getData().isBlank()) {
        out.append(EDGE).append("<!--").append(comment.getData()).append("-->").append(EDGE);
      }
    } else if (node instanceof Element element) {
      element(element);
    }
  }

  private void text(String text) {
    // So that no text looks like an element.
    out.append(text.replace("<", "&lt;"));
  }

  private void element(Element element) {
    String name = element.normalName();
    if (isBare(element)) {
      children(element);
      return;
    }
    boolean block = Tidy.isBlock(element) || name.equals("br") || !element.tag().isInline();
    String edge = block ? String.valueOf(EDGE) : "";
    out.append(edge).append('<').append(name);
    attributes(element)
        .forEach(
            (key, value) ->
                out.append(' ').append(key).append('=').append('"').append(value).append('"'));
    out.append('>').append(edge);
    if (Tidy.isVerbatim(element)) {
      verbatim(element);
    } else {
      children(element);
    }
    out.append(edge).append("</").append(name).append('>').append(edge);
  }

  /** An address that is a link to itself, which every reader of GFM makes of it. */
  private static boolean isBare(Element element) {
    return element.normalName().equals("a")
        && element.attributesSize() == 1
        && element.childNodeSize() == 1
        && element.firstChild() instanceof TextNode text
        && element
            .attr("href")
            .matches("(?:https?://|mailto:)?\\Q" + text.getWholeText().replace("\\E", "") + "\\E");
  }

  /** Line breaks and blanks are told from those that browsers take together. */
  private void verbatim(Element element) {
    String html = element.html();
    String text =
        html.endsWith("\n</code>") ? html.substring(0, html.length() - 8) + "</code>" : html;
    out.append(text.replace(" ", "\u0001").replace("\n", "\u0002").strip());
  }

  private static TreeMap<String, String> attributes(Element element) {
    TreeMap<String, String> attributes = new TreeMap<>();
    for (Attribute attribute : element.attributes()) {
      attributes.put(attribute.getKey(), attribute.getValue());
    }
    // An image without a text for it and one with none are read out alike.
    attributes.remove("alt", "");
    return attributes;
  }
}
