package dev.galley.render.markdown.kramdown;

/** HTML that goes out as it came in; the sanitiser comes later. */
final class RawSpan extends SpanNode {

  private final String html;

  RawSpan(String html) {
    this.html = html;
  }

  String html() {
    return html;
  }
}
