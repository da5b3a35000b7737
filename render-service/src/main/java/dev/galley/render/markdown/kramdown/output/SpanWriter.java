package dev.galley.render.markdown.kramdown.output;

import com.vladsch.flexmark.util.ast.Node;
import dev.galley.render.markdown.kramdown.text.Html;
import dev.galley.render.markdown.kramdown.text.HtmlElements;
import dev.galley.render.markdown.kramdown.text.Output;
import dev.galley.render.markdown.kramdown.tree.DocumentState;
import dev.galley.render.markdown.kramdown.tree.Literal;
import dev.galley.render.markdown.kramdown.tree.Markup;
import dev.galley.render.markdown.kramdown.tree.NoteMark;
import dev.galley.render.markdown.kramdown.tree.RawSpan;
import org.jspecify.annotations.Nullable;

/** Writes the inside of a block. */
final class SpanWriter {

  private final Output out;
  private final DocumentState state;
  private final @Nullable Notes notes;

  /**
   * @param notes the footnotes that are referred to, or null where neither footnotes nor links may
   *     stand
   */
  SpanWriter(Output out, DocumentState state, @Nullable Notes notes) {
    this.out = out;
    this.state = state;
    this.notes = notes;
  }

  void writeInside(Node parent) {
    for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
      write(child);
    }
  }

  void write(Node node) {
    if (node instanceof Literal literal && literal.isRaw()) {
      out.raw(Html.rawText(literal.text()));
    } else if (node instanceof Literal literal) {
      state.abbreviations().write(literal.text(), state.watch(), out);
    } else if (node instanceof Markup markup) {
      write(markup);
    } else if (node instanceof NoteMark mark && notes != null) {
      write(notes.refer(mark.note()));
    } else if (node instanceof RawSpan raw) {
      out.raw(raw.html());
    }
  }

  private void write(Markup markup) {
    if (notes == null && markup.isMarkdown("a")) {
      writeInside(markup);
      return;
    }
    out.open(markup.name(), markup.attributes());
    if (markup.isMarkdown("code")) {
      out.text(PlainText.of(markup)).close("code");
    } else if (!HtmlElements.isVoid(markup.name())) {
      writeInside(markup);
      out.close(markup.name());
    }
  }

  private void write(Notes.Reference reference) {
    out.raw("<sup id=\"fnref:").raw(reference.anchor()).raw("\" role=\"doc-noteref\">");
    out.raw("<a href=\"#fn:").raw(reference.note().name());
    out.raw("\" class=\"footnote\" rel=\"footnote\">");
    out.raw(String.valueOf(reference.number())).raw("</a></sup>");
  }
}
