package dev.galley.render.markdown;

import dev.galley.render.markdown.dialect.Anchors;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * HTML as one line for each tag and text, for comparing what readers see: without the spelling of
 * entities, the order of attributes, white space outside {@code pre}, scripts and comments.
 */
final class ComparableHtml {

  /** What Galley adds for safety or loading, on the elements where it does. */
  private static final Set<String> ADDED = Set.of("loading", "sandbox", "referrerpolicy");

  private static final Set<String> BLOCKS =
      Set.of(
          "address",
          "article",
          "aside",
          "blockquote",
          "body",
          "br",
          "dd",
          "div",
          "dl",
          "dt",
          "figure",
          "footer",
          "h1",
          "h2",
          "h3",
          "h4",
          "h5",
          "h6",
          "header",
          "hr",
          "iframe",
          "li",
          "nav",
          "ol",
          "p",
          "pre",
          "section",
          "source",
          "table",
          "tbody",
          "td",
          "tfoot",
          "th",
          "thead",
          "tr",
          "ul",
          "video");

  private final StringBuilder lines = new StringBuilder();

  private ComparableHtml() {}

  static String of(String html) {
    Element body = Jsoup.parseBodyFragment(html).body();
    body.select("script").remove();
    // kramdown gives some ids twice; a link leads to the first.
    Anchors anchors = new Anchors();
    body.select("[id]").forEach(element -> element.id(anchors.distinct(element.id())));
    ComparableHtml comparable = new ComparableHtml();
    comparable.writeInside(body, false);
    return comparable.lines.toString();
  }

  private void writeInside(Element parent, boolean pre) {
    StringBuilder text = new StringBuilder();
    List<Node> children = parent.childNodes();
    for (int i = 0; i < children.size(); i++) {
      if (children.get(i) instanceof TextNode node) {
        text.append(node.getWholeText());
      } else if (children.get(i) instanceof Element element) {
        flush(text, pre, isEdge(parent, children, i - 1), isBlock(element));
        write(element, pre || element.normalName().equals("pre"));
      }
    }
    flush(text, pre, isEdge(parent, children, children.size() - 1), isBlock(parent));
  }

  /**
   * Whether the text before the end of a run began at a block's edge, where space means nothing.
   */
  private static boolean isEdge(Element parent, List<Node> children, int last) {
    for (int i = last; i >= 0; i--) {
      if (children.get(i) instanceof Element element) {
        return isBlock(element);
      }
    }
    return isBlock(parent);
  }

  private static boolean isBlock(Element element) {
    return BLOCKS.contains(element.normalName());
  }

  private void flush(StringBuilder text, boolean pre, boolean edgeBefore, boolean edgeAfter) {
    String shown = pre ? text.toString() : text.toString().replaceAll("[ \\t\\r\\n\\f]+", " ");
    if (!pre && edgeBefore) {
      shown = shown.replaceFirst("^ ", "");
    }
    if (!pre && edgeAfter) {
      shown = shown.replaceFirst(" $", "");
    }
    if (!shown.isEmpty()) {
      lines.append('"').append(shown).append("\"\n");
    }
    text.setLength(0);
  }

  private void write(Element element, boolean pre) {
    TreeMap<String, String> attributes = new TreeMap<>();
    for (Attribute attribute : element.attributes()) {
      String value = value(element, attribute);
      if (!value.isEmpty() || !attribute.getKey().equals("style")) {
        attributes.put(attribute.getKey(), value);
      }
    }
    ADDED.forEach(attributes::remove);
    lines.append('<').append(element.normalName()).append(attributes).append(">\n");
    writeInside(element, pre);
    lines.append("</").append(element.normalName()).append(">\n");
  }

  /** A style is compared by what the sanitiser allows of it, a link's rel without its addition. */
  private static String value(Element element, Attribute attribute) {
    return switch (attribute.getKey()) {
      case "style" -> {
        String allowed = Styles.allowed(attribute.getValue());
        yield allowed == null ? "" : allowed;
      }
      case "href", "src" -> attribute.getValue().replace(" ", "%20");
      case "rel" -> attribute.getValue().replaceFirst(" ?noopener$", "");
      case "checked", "controls", "disabled" -> "";
      default -> attribute.getValue();
    };
  }
}
