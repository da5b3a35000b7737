package dev.galley.render.markdown;

/**
 * A document is beyond a limit that keeps one document from harming the others: its size, its
 * nesting, or the time it takes.
 */
public final class TooComplex extends UnrenderableDocument {

  TooComplex(String reason) {
    super(reason);
  }
}
