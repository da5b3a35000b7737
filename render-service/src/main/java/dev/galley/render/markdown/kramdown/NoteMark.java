package dev.galley.render.markdown.kramdown;

/** The place where a footnote is referred to. */
final class NoteMark extends SpanNode {

  private final Note note;

  NoteMark(Note note) {
    this.note = note;
  }

  Note note() {
    return note;
  }
}
