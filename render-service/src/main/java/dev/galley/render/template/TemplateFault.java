package dev.galley.render.template;

import dev.galley.render.markdown.UnrenderableDocument;

/** A tag that is not one of the helpers, or a helper used wrongly; retrying does not help. */
final class TemplateFault extends UnrenderableDocument {

  TemplateFault(String reason) {
    super(reason);
  }

  static TemplateFault at(int line, String reason) {
    return new TemplateFault("Line " + line + ": " + reason);
  }

  TemplateFault in(String slug) {
    return new TemplateFault("In the included post '" + slug + "': " + getMessage());
  }
}
