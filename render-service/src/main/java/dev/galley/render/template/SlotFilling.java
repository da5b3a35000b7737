package dev.galley.render.template;

import dev.galley.render.markdown.dialect.Anchors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Puts finished blocks into a rendered fragment. */
final class SlotFilling {

  private final Map<String, String> blocks;
  private final Pattern marker;

  private SlotFilling(Map<String, String> blocks) {
    this.blocks = blocks;
    this.marker = Pattern.compile(String.join("|", blocks.keySet()));
  }

  static String fill(String html, Map<String, String> blocks) {
    Document document = Jsoup.parseBodyFragment(html);
    document.outputSettings().prettyPrint(false).escapeMode(Entities.EscapeMode.base);
    new SlotFilling(blocks).fill(document.body());
    Element body = document.body();
    distinguishIds(body);
    return body.html();
  }

  private void fill(Element body) {
    List<TextNode> texts = new ArrayList<>();
    body.nodeStream(TextNode.class)
        .filter(text -> marker.matcher(text.getWholeText()).find())
        .forEach(texts::add);
    texts.forEach(this::fill);
  }

  private void fill(TextNode text) {
    List<Node> filled = new ArrayList<>();
    Node replaced = text;
    Element parent = text.parent();
    if (parent != null && parent.normalName().equals("p")) {
      replaced = parent;
      splitParagraph(parent, text, filled);
    } else {
      pieces(text.getWholeText(), filled);
    }
    filled.forEach(replaced::before);
    replaced.remove();
  }

  /** A block cannot stand in a paragraph: the paragraph ends before it and begins anew after it. */
  private void splitParagraph(Element paragraph, TextNode text, List<Node> pieces) {
    Element open = new Element("p");
    for (Node child : List.copyOf(paragraph.childNodes())) {
      if (child != text) {
        open.appendChild(child);
        continue;
      }
      List<Node> inside = new ArrayList<>();
      pieces(text.getWholeText(), inside);
      for (Node piece : inside) {
        if (piece instanceof TextNode words) {
          open.appendChild(words);
        } else {
          open = close(open, pieces);
          pieces.add(piece);
        }
      }
    }
    close(open, pieces);
  }

  private static Element close(Element paragraph, List<Node> pieces) {
    if (paragraph.hasText() || !paragraph.children().isEmpty()) {
      pieces.add(paragraph);
      return new Element("p");
    }
    paragraph.empty();
    return paragraph;
  }

  private void pieces(String text, List<Node> pieces) {
    Matcher slot = marker.matcher(text);
    int done = 0;
    while (slot.find()) {
      pieces.add(new TextNode(text.substring(done, slot.start())));
      pieces.addAll(nodes(blocks.getOrDefault(slot.group(), "")));
      done = slot.end();
    }
    pieces.add(new TextNode(text.substring(done)));
  }

  private static List<Node> nodes(String html) {
    // In a template element anything may stand, so that list items are kept without their list.
    Element template = Jsoup.parseBodyFragment("<template>" + html + "</template>").body().child(0);
    List<Node> nodes = List.copyOf(template.childNodes());
    nodes.forEach(Node::remove);
    return nodes;
  }

  /** Posts that were written apart may use the same anchor; on one page the first keeps it. */
  private static void distinguishIds(Element body) {
    Anchors anchors = new Anchors();
    body.getElementsByAttribute("id")
        .forEach(element -> element.id(anchors.distinct(element.id())));
  }
}
