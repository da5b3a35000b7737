package dev.galley.render.markdown.kramdown.output;

import com.vladsch.flexmark.ast.Paragraph;
import com.vladsch.flexmark.util.ast.Node;
import dev.galley.render.markdown.kramdown.text.Output;
import dev.galley.render.markdown.kramdown.tree.Marker;
import dev.galley.render.markdown.kramdown.tree.Note;

/** Writes the footnotes after everything else, each with its way back. */
final class NotesWriter {

  private final Output out;
  private final Notes notes;
  private final BlockWriter blocks;

  NotesWriter(Output out, Notes notes, BlockWriter blocks) {
    this.out = out;
    this.notes = notes;
    this.blocks = blocks;
  }

  void write() {
    if (!notes.has(0)) {
      return;
    }
    out.raw("<div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
    // A note may refer to further notes.
    for (int i = 0; notes.has(i); i++) {
      write(notes.get(i));
    }
    out.raw("</ol>\n</div>\n");
  }

  private void write(Note note) {
    out.raw("<li id=\"fn:").raw(note.name()).raw("\" role=\"doc-endnote\">\n");
    Node last = note.content().getLastChildAnyNot(Marker.class);
    for (Node child : note.content().getChildren()) {
      if (child != last || !(child instanceof Paragraph)) {
        blocks.write(child);
      }
    }
    if (last instanceof Paragraph paragraph) {
      blocks.writeParagraph(paragraph, () -> writeWaysBack(note, "\u00a0"));
    } else {
      out.raw("<p>");
      writeWaysBack(note, "");
      out.raw("</p>\n");
    }
    out.raw("</li>\n");
  }

  private void writeWaysBack(Note note, String space) {
    for (int i = 0; i < notes.references(note); i++) {
      String anchor = note.name() + (i == 0 ? "" : ":" + i);
      out.raw(i == 0 ? space : "\u00a0");
      out.raw("<a href=\"#fnref:").raw(anchor);
      out.raw("\" class=\"reversefootnote\" role=\"doc-backlink\">&#8617;");
      out.raw(i == 0 ? "" : "<sup>" + (i + 1) + "</sup>").raw("</a>");
    }
  }
}
