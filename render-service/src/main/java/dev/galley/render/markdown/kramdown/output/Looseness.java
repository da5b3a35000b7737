package dev.galley.render.markdown.kramdown.output;

import com.vladsch.flexmark.ast.ListItem;
import com.vladsch.flexmark.ast.Paragraph;
import com.vladsch.flexmark.util.ast.Node;
import dev.galley.render.markdown.kramdown.text.Lines;
import dev.galley.render.markdown.kramdown.tree.Definition;

/**
 * Whether the text of a list's item stands in a paragraph. kramdown decides for each item by the
 * blank line after its first paragraph, and lets the last item follow the ones before it; of a list
 * of definitions by the blank line before.
 */
final class Looseness {

  private Looseness() {}

  static boolean isBare(Node node) {
    if (node.getParent() instanceof Definition meaning) {
      return meaning.getFirstChild() == node && !meaning.isSpaced();
    }
    return node instanceof Paragraph paragraph
        && paragraph.getParent() instanceof ListItem item
        && item.getFirstChild() == paragraph
        && !isFollowedByBlank(paragraph, item)
        && (item.getNext() != null || mayBeBareAsLast(item));
  }

  private static boolean isFollowedByBlank(Paragraph paragraph, ListItem item) {
    Node next = paragraph.getNext() == null ? item.getNext() : paragraph.getNext();
    return next != null && Lines.isAfterBlank(next.getChars());
  }

  private static boolean mayBeBareAsLast(ListItem item) {
    Node earlier = item.getPrevious();
    boolean single = earlier == null;
    for (; earlier != null; earlier = earlier.getPrevious()) {
      Node first = earlier.getFirstChild();
      if (!(first instanceof Paragraph) || isBare(first)) {
        return true;
      }
    }
    return single;
  }
}
