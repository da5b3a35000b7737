package dev.galley.render.markdown;

/**
 * A document can never be rendered as it is: a permanent failure of this one document, never a sign
 * that the service is unwell. The message is safe to show and says what its author can do.
 */
public class UnrenderableDocument extends RuntimeException {

  /**
   * A document that cannot be rendered.
   *
   * @param reason one sentence for its author
   */
  public UnrenderableDocument(String reason) {
    // No stack trace: hostile documents arrive in bulk, and the reason says all.
    super(reason, null, false, false);
  }
}
