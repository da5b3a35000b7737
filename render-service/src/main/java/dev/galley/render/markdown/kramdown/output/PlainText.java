package dev.galley.render.markdown.kramdown.output;

import com.vladsch.flexmark.util.ast.Node;
import dev.galley.render.markdown.kramdown.tree.Literal;

/** The text of a node without its markup. */
public final class PlainText {

  private PlainText() {}

  public static String of(Node node) {
    StringBuilder text = new StringBuilder();
    append(node, text);
    return text.toString();
  }

  private static void append(Node node, StringBuilder text) {
    if (node instanceof Literal literal) {
      text.append(literal.text());
    }
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      append(child, text);
    }
  }
}
