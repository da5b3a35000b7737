package dev.galley.post.preview;

/** render-service did not answer in time, or not at all. */
final class PreviewUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PreviewUnavailable(Throwable cause) {
    super("render-service did not answer", cause);
  }
}
