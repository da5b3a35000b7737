package dev.galley.render.markdown.kramdown.tree;

import java.util.LinkedHashMap;
import java.util.Map;

/** An element inside a paragraph. */
public final class Markup extends SpanNode {

  private final String name;
  private final boolean html;
  private final Map<String, String> attributes = new LinkedHashMap<>();

  private Markup(String name, boolean html) {
    this.name = name;
    this.html = html;
  }

  /** An element that Markdown stands for. */
  public static Markup of(String name) {
    return new Markup(name, false);
  }

  /** An element whose tag the author wrote. */
  public static Markup html(String name) {
    return new Markup(name, true);
  }

  public String name() {
    return name;
  }

  public Map<String, String> attributes() {
    return attributes;
  }

  public Markup with(String attribute, String value) {
    attributes.put(attribute, value);
    return this;
  }

  /** Whether Markdown stands for this element; a tag that the author wrote is another thing. */
  public boolean isMarkdown(String element) {
    return !html && name.equals(element);
  }
}
