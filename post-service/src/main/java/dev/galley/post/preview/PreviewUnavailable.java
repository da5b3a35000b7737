package dev.galley.post.preview;

import dev.galley.web.Problems;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** render-service did not answer in time, or not at all, or has too much to do. */
public final class PreviewUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean busy;

  private PreviewUnavailable(boolean busy, @Nullable Throwable cause) {
    super("The service that renders pages " + (busy ? "is busy" : "does not answer"), cause);
    this.busy = busy;
  }

  static PreviewUnavailable away(@Nullable Throwable cause) {
    return new PreviewUnavailable(false, cause);
  }

  /** It renders for others, or another page for the same person. */
  static PreviewUnavailable busy() {
    return new PreviewUnavailable(true, null);
  }

  /** 503, saying when to ask again. */
  public ResponseEntity<ProblemDetail> answer() {
    return busy
        ? Problems.later(
            1,
            Problems.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "preview-busy",
                "Too many pages are being rendered",
                getMessage() + ". Try again in a moment."))
        : Problems.later(
            10,
            Problems.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "preview-unavailable",
                "Nothing can be rendered at the moment",
                getMessage() + ", or is still starting."));
  }
}
