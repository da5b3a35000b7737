package dev.galley.render.markdown.gfm;

import dev.galley.render.markdown.dialect.Anchors;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.BulletList;
import org.commonmark.node.Heading;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.renderer.html.AttributeProvider;

/** The headings of a document, with the ids that links can lead to. */
final class Headings extends AbstractVisitor implements AttributeProvider {

  /**
   * A heading.
   *
   * @param id empty when nothing of its text can be in one
   */
  record Entry(Heading node, String id, String text) {}

  private final List<Entry> entries = new ArrayList<>();
  private final Map<Node, Entry> byNode = new IdentityHashMap<>();
  private final Anchors anchors = new Anchors();

  private Headings() {}

  /** Finds the headings, and puts {@link Contents} where the author asks for them. */
  static Headings of(Node document) {
    Headings headings = new Headings();
    document.accept(headings);
    return headings;
  }

  List<Entry> entries() {
    return entries;
  }

  @Override
  public void visit(Heading heading) {
    String text = PlainText.of(heading);
    String id = Anchors.of(text);
    Entry entry = new Entry(heading, id.isEmpty() ? id : anchors.distinct(id), text);
    entries.add(entry);
    byNode.put(heading, entry);
  }

  @Override
  public void visit(Paragraph paragraph) {
    if (Contents.takesThePlaceOf(paragraph)) {
      putContentsFor(paragraph);
    }
  }

  @Override
  public void visit(BulletList list) {
    visit((ListBlock) list);
  }

  @Override
  public void visit(OrderedList list) {
    visit((ListBlock) list);
  }

  private void visit(ListBlock list) {
    if (Contents.takesThePlaceOf(list)) {
      putContentsFor(list);
    } else {
      visitChildren(list);
    }
  }

  private static void putContentsFor(Block mark) {
    mark.insertBefore(new Contents.Place());
    mark.unlink();
  }

  @Override
  public void setAttributes(Node node, String tag, Map<String, String> attributes) {
    Entry entry = byNode.get(node);
    if (entry != null && !entry.id().isEmpty()) {
      attributes.put("id", entry.id());
    }
  }
}
