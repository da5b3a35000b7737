package dev.galley.render.markdown.kramdown;

/** Text. */
final class Literal extends SpanNode {

  private final StringBuilder text = new StringBuilder();

  /** Whether entities in the text are already spelled out, as in HTML that was copied. */
  private final boolean raw;

  Literal(CharSequence text, boolean raw) {
    this.text.append(text);
    this.raw = raw;
  }

  void append(CharSequence more) {
    text.append(more);
  }

  String text() {
    return text.toString();
  }

  boolean isRaw() {
    return raw;
  }
}
