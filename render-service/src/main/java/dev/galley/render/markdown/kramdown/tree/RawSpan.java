package dev.galley.render.markdown.kramdown.tree;

/** HTML that goes out as it came in; the sanitiser comes later. */
public final class RawSpan extends SpanNode {

  private final String html;

  public RawSpan(String html) {
    this.html = html;
  }

  public String html() {
    return html;
  }
}
