package dev.galley.render.markdown.kramdown;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Where HTML goes. */
final class Output {

  private final Appendable out;

  Output(Appendable out) {
    this.out = out;
  }

  Output raw(CharSequence html) {
    try {
      out.append(html);
      return this;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  Output text(String text) {
    return raw(Html.text(text));
  }

  Output open(String name, Map<String, String> attributes) {
    raw("<").raw(name);
    attributes.forEach((attribute, value) -> raw(Html.attribute(attribute, value)));
    return raw(">");
  }

  Output close(String name) {
    return raw("</").raw(name).raw(">");
  }
}
