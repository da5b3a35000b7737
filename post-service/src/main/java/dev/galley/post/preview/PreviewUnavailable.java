package dev.galley.post.preview;

import org.jspecify.annotations.Nullable;

/** render-service did not answer in time, or not at all. */
public final class PreviewUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PreviewUnavailable(@Nullable Throwable cause) {
    super("render-service did not answer", cause);
  }
}
