package dev.galley.post.transfer;

import dev.galley.post.preview.PreviewUnavailable;
import dev.galley.web.Problems;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What both directions can meet. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class TransferProblems {

  static final long RETRY_AFTER_SECONDS = 10;

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(OneAtATime.Running running) {
    return Problems.later(
        RETRY_AFTER_SECONDS,
        Problems.of(
            HttpStatus.TOO_MANY_REQUESTS,
            "import-running",
            "Another import or export is running",
            "Nothing was done. Try again when the other one has ended."));
  }

  /** Pages are asked for, too, in what is no preview. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(PreviewUnavailable unavailable) {
    return unavailable.answer();
  }
}
