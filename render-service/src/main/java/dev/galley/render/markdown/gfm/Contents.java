package dev.galley.render.markdown.gfm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/** The table of contents that takes the place of a paragraph {@code [TOC]}. */
final class Contents implements NodeRenderer {

  private static final int MAX_MARK_CHARS = 80;
  // As python-markdown and GitLab write it; GitLab's loses its underscores to emphasis.
  private static final Set<String> MARKS = Set.of("[TOC]", "[[TOC]]");
  // Jekyll's, which is the end of a list of one item.
  private static final String MARK_OF_A_LIST = " {:toc}";

  /** Where the table stands. */
  static final class Place extends CustomBlock {}

  private final HtmlWriter out;
  private final Headings headings;

  Contents(HtmlWriter out, Headings headings) {
    this.out = out;
    this.headings = headings;
  }

  static boolean takesThePlaceOf(Paragraph paragraph) {
    return MARKS.contains(mark(paragraph));
  }

  static boolean takesThePlaceOf(ListBlock list) {
    Node item = list.getFirstChild();
    return item != null
        && item.getNext() == null
        && item.getFirstChild() instanceof Paragraph text
        && text.getNext() == null
        && mark(text).endsWith(MARK_OF_A_LIST);
  }

  private static String mark(Paragraph paragraph) {
    String text = PlainText.of(paragraph);
    return text.length() <= MAX_MARK_CHARS ? text : "";
  }

  @Override
  public Set<Class<? extends Node>> getNodeTypes() {
    return Set.of(Place.class);
  }

  @Override
  public void render(Node place) {
    Deque<Integer> open = new ArrayDeque<>();
    out.line();
    out.tag("nav", Map.of("class", "toc"));
    headings.entries().stream().filter(entry -> !entry.id().isEmpty()).forEach(e -> write(e, open));
    close(open, 0);
    out.tag("/nav");
    out.line();
  }

  private void write(Headings.Entry entry, Deque<Integer> open) {
    boolean sibling = close(open, entry.node().getLevel());
    if (!sibling) {
      out.tag("ul");
    }
    open.push(entry.node().getLevel());
    out.tag("li");
    out.tag("a", Map.of("href", "#" + entry.id()));
    out.text(entry.text());
    out.tag("/a");
  }

  /**
   * Closes the entries that one of this level cannot stand inside.
   *
   * @return whether the list of the last one is still open
   */
  private boolean close(Deque<Integer> open, int level) {
    boolean closed = false;
    while (!open.isEmpty() && open.peek() >= level) {
      if (closed) {
        out.tag("/ul");
      }
      out.tag("/li");
      open.pop();
      closed = true;
    }
    if (closed && level == 0) {
      out.tag("/ul");
    }
    return closed;
  }
}
