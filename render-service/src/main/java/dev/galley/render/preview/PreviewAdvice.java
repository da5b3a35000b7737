package dev.galley.render.preview;

import dev.galley.render.markdown.RenderingThreads;
import dev.galley.render.markdown.TooComplex;
import dev.galley.render.markdown.UnrenderableDocument;
import dev.galley.web.Problems;
import dev.galley.web.problem.ProblemAdvice;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What can be wrong with a draft, as problem details. */
@RestControllerAdvice
class PreviewAdvice extends ProblemAdvice {

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(RenderingThreads.Busy busy) {
    return Problems.later(
        1,
        Problems.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "preview-busy",
            "Too many pages are being rendered",
            "Try again in a moment."));
  }

  @ExceptionHandler
  ProblemDetail on(TooComplex tooComplex) {
    return Problems.of(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "too-complex",
        "The text is too complex to render",
        String.valueOf(tooComplex.getMessage()));
  }

  @ExceptionHandler
  ProblemDetail on(UnrenderableDocument unrenderable) {
    return Problems.of(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "unrenderable",
        "The text cannot be rendered as it is",
        String.valueOf(unrenderable.getMessage()));
  }
}
