package dev.galley.render.markdown.kramdown;

import java.util.LinkedHashMap;
import java.util.Map;

/** An element inside a paragraph. */
final class Markup extends SpanNode {

  private final String name;
  private final boolean html;
  private final Map<String, String> attributes = new LinkedHashMap<>();

  private Markup(String name, boolean html) {
    this.name = name;
    this.html = html;
  }

  /** An element that Markdown stands for. */
  static Markup of(String name) {
    return new Markup(name, false);
  }

  /** An element whose tag the author wrote. */
  static Markup html(String name) {
    return new Markup(name, true);
  }

  String name() {
    return name;
  }

  Map<String, String> attributes() {
    return attributes;
  }

  Markup with(String attribute, String value) {
    attributes.put(attribute, value);
    return this;
  }

  /** Whether Markdown stands for this element; a tag that the author wrote is another thing. */
  boolean isMarkdown(String element) {
    return !html && name.equals(element);
  }
}
