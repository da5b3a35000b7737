package dev.galley.render.markdown.kramdown.tree;

import com.vladsch.flexmark.util.ast.Block;
import com.vladsch.flexmark.util.ast.Node;
import com.vladsch.flexmark.util.sequence.BasedSequence;

/** A term or its meaning, or the list of both. */
public final class Definition extends Block {

  private final String element;
  private final boolean isSpaced;

  /**
   * @param isSpaced whether a blank line stands before it, so that its first text is a paragraph
   */
  public Definition(String element, boolean isSpaced) {
    this.element = element;
    this.isSpaced = isSpaced;
  }

  public String element() {
    return element;
  }

  public boolean isSpaced() {
    return isSpaced;
  }

  /** Puts terms and meanings that follow each other into one list. */
  public static void list(Node container) {
    Definition list = null;
    Node next;
    for (Node child = container.getFirstChild(); child != null; child = next) {
      next = child.getNext();
      list(child);
      if (!(child instanceof Definition)) {
        list = null;
        continue;
      }
      if (list == null) {
        list = new Definition("dl", false);
        child.insertBefore(list);
      }
      list.appendChild(child);
    }
  }

  @Override
  public BasedSequence[] getSegments() {
    return EMPTY_SEGMENTS;
  }
}
