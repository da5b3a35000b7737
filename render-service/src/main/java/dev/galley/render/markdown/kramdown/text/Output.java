package dev.galley.render.markdown.kramdown.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Where HTML goes. */
public final class Output {

  private final Appendable out;

  public Output(Appendable out) {
    this.out = out;
  }

  public Output raw(CharSequence html) {
    try {
      out.append(html);
      return this;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  public Output text(String text) {
    return raw(Html.text(text));
  }

  public Output open(String name, Map<String, String> attributes) {
    raw("<").raw(name);
    attributes.forEach((attribute, value) -> raw(Html.attribute(attribute, value)));
    return raw(">");
  }

  public Output close(String name) {
    return raw("</").raw(name).raw(">");
  }
}
