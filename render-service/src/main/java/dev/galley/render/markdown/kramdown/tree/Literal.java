package dev.galley.render.markdown.kramdown.tree;

/** Text. */
public final class Literal extends SpanNode {

  private final StringBuilder text = new StringBuilder();

  /** Whether entities in the text are already spelled out, as in HTML that was copied. */
  private final boolean raw;

  public Literal(CharSequence text, boolean raw) {
    this.text.append(text);
    this.raw = raw;
  }

  public void append(CharSequence more) {
    text.append(more);
  }

  public String text() {
    return text.toString();
  }

  public boolean isRaw() {
    return raw;
  }
}
