package dev.galley.render.markdown.kramdown;

import com.vladsch.flexmark.ast.Heading;
import com.vladsch.flexmark.util.ast.Node;
import dev.galley.render.markdown.dialect.Anchors;
import dev.galley.render.markdown.kramdown.output.PlainText;
import dev.galley.render.markdown.kramdown.tree.DocumentState;
import dev.galley.render.markdown.kramdown.tree.HtmlBlock;
import dev.galley.render.markdown.kramdown.tree.NoteBlock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Gives every heading its id. Other sites link to them, so they are exactly kramdown's: GitHub's
 * rule, and inside HTML blocks kramdown's older one.
 */
final class HeadingIds {

  private final DocumentState state;
  private final Map<String, Integer> used = new HashMap<>();
  private final Map<String, Integer> usedInHtml = new HashMap<>();

  HeadingIds(DocumentState state) {
    this.state = state;
  }

  void assign(Node container) {
    assign(container, container instanceof NoteBlock);
  }

  private void assign(Node container, boolean inHtml) {
    for (Node child = container.getFirstChild(); child != null; child = child.getNext()) {
      if (child instanceof Heading) {
        assignTo(child, inHtml);
      } else {
        assign(child, inHtml || child instanceof HtmlBlock || child instanceof NoteBlock);
      }
    }
  }

  private void assignTo(Node heading, boolean inHtml) {
    Map<String, String> attributes = state.attributes(heading);
    if (!attributes.containsKey("id")) {
      String text = PlainText.of(heading);
      String id = inHtml ? olderId(text) : numbered(Anchors.of(text), used);
      if (!id.isEmpty()) {
        attributes.put("id", id);
      }
    }
  }

  private String olderId(String text) {
    String letters = text.replaceAll("(?m)^[^a-zA-Z]+", "").replaceAll("[^a-zA-Z0-9 -]", "");
    String id = letters.replace(' ', '-').toLowerCase(Locale.ROOT);
    return numbered(id.isEmpty() ? "section" : id, usedInHtml);
  }

  private static String numbered(String id, Map<String, Integer> used) {
    int earlier = used.merge(id, 1, Integer::sum) - 1;
    return earlier == 0 ? id : id + "-" + earlier;
  }
}
