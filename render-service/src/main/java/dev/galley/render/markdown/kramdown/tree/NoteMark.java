package dev.galley.render.markdown.kramdown.tree;

/** The place where a footnote is referred to. */
public final class NoteMark extends SpanNode {

  private final Note note;

  public NoteMark(Note note) {
    this.note = note;
  }

  public Note note() {
    return note;
  }
}
