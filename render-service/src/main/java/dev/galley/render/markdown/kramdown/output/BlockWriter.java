package dev.galley.render.markdown.kramdown.output;

import com.vladsch.flexmark.ast.BlockQuote;
import com.vladsch.flexmark.ast.FencedCodeBlock;
import com.vladsch.flexmark.ast.Heading;
import com.vladsch.flexmark.ast.IndentedCodeBlock;
import com.vladsch.flexmark.ast.ListBlock;
import com.vladsch.flexmark.ast.ListItem;
import com.vladsch.flexmark.ast.OrderedList;
import com.vladsch.flexmark.ast.Paragraph;
import com.vladsch.flexmark.ast.ThematicBreak;
import com.vladsch.flexmark.util.ast.Document;
import com.vladsch.flexmark.util.ast.Node;
import dev.galley.render.markdown.kramdown.text.HtmlTag;
import dev.galley.render.markdown.kramdown.text.Output;
import dev.galley.render.markdown.kramdown.tree.Definition;
import dev.galley.render.markdown.kramdown.tree.DocumentState;
import dev.galley.render.markdown.kramdown.tree.HtmlBlock;
import dev.galley.render.markdown.kramdown.tree.SpanNode;
import dev.galley.render.markdown.kramdown.tree.TableBlock;
import java.util.Map;

/** Writes blocks as kramdown does. */
public final class BlockWriter {

  private final Output out;
  private final DocumentState state;
  private final Document document;
  private final Notes notes = new Notes();
  private final SpanWriter spans;

  public BlockWriter(Document document, DocumentState state, Appendable out) {
    this.document = document;
    this.state = state;
    this.out = new Output(out);
    this.spans = new SpanWriter(this.out, state, notes);
  }

  public void write() {
    writeInside(document);
    new NotesWriter(out, notes, this).write();
  }

  void write(Node node) {
    state.watch().tick(20);
    if (node instanceof SpanNode) {
      spans.write(node);
    } else if (node instanceof Paragraph paragraph) {
      writeParagraph(paragraph, () -> {});
    } else if (node instanceof Heading heading) {
      writeSpans("h" + heading.getLevel(), heading);
    } else if (node instanceof BlockQuote) {
      writeBlocks("blockquote", node);
    } else if (node instanceof ListBlock list) {
      writeList(list);
    } else if (node instanceof ListItem) {
      writeBlocks("li", node);
    } else if (node instanceof ThematicBreak) {
      out.open("hr", state.attributes(node)).raw("\n");
    } else {
      writeVerbatim(node);
    }
  }

  private void writeVerbatim(Node node) {
    if (node instanceof FencedCodeBlock code) {
      writeCode(node, code.getContentChars().toString(), code.getInfo().toString());
    } else if (node instanceof IndentedCodeBlock code) {
      writeCode(node, code.getContentChars().trimTailBlankLines().toString(), "");
    } else if (node instanceof HtmlBlock html) {
      writeHtml(html);
    } else if (node instanceof TableBlock) {
      writeBlocks("table", node);
    } else if (node instanceof Definition definition) {
      writeBlocks(definition.element(), definition);
    }
  }

  void writeParagraph(Paragraph paragraph, Runnable ending) {
    boolean bare = Looseness.isBare(paragraph);
    if (!bare) {
      out.open("p", state.attributes(paragraph));
    }
    spans.writeInside(paragraph);
    ending.run();
    out.raw(bare ? "\n" : "</p>\n");
  }

  private void writeSpans(String element, Node node) {
    out.open(element, state.attributes(node));
    spans.writeInside(node);
    out.close(element).raw("\n");
  }

  private void writeList(ListBlock list) {
    String element = list instanceof OrderedList ? "ol" : "ul";
    if (state.hasReference(list, "toc")) {
      new Contents(document, state, out).write(element, state.attributes(list));
    } else {
      writeBlocks(element, list);
    }
  }

  private void writeBlocks(String element, Node node) {
    out.open(element, state.attributes(node));
    writeInside(node);
    out.close(element).raw("\n");
  }

  private void writeInside(Node node) {
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      write(child);
    }
  }

  private void writeCode(Node node, String code, String language) {
    out.open("pre", state.attributes(node));
    out.open("code", language.isEmpty() ? Map.of() : Map.of("class", "language-" + language));
    out.text(code.endsWith("\n") ? code : code + "\n");
    out.raw("</code></pre>\n");
  }

  private void writeHtml(HtmlBlock html) {
    HtmlTag tag = html.tag();
    if (tag == null) {
      writeInside(html);
      out.raw("\n");
      return;
    }
    Map<String, String> attributes = state.attributes(html);
    tag.attributes().forEach(attributes::putIfAbsent);
    attributes.remove("markdown");
    writeBlocks(tag.name(), html);
  }
}
