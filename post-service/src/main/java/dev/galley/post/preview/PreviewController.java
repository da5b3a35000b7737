package dev.galley.post.preview;

import dev.galley.post.publish.Bylines;
import dev.galley.web.Problems;
import java.net.http.HttpResponse;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PreviewController {

  private final RenderService renderService;
  private final UnaryOperator<String> names;

  @Autowired
  PreviewController(RenderService renderService, Bylines bylines) {
    this(renderService, bylines::nameOf);
  }

  PreviewController(RenderService renderService, UnaryOperator<String> names) {
    this.renderService = renderService;
    this.names = names;
  }

  /** The page that the post would have, or why it cannot have one. */
  @PostMapping("/api/preview")
  ResponseEntity<byte[]> preview(@RequestBody PreviewPost post) {
    HttpResponse<byte[]> answer = renderService.preview(post.draft(names));
    return ResponseEntity.status(answer.statusCode())
        .header(
            HttpHeaders.CONTENT_TYPE,
            answer.headers().firstValue(HttpHeaders.CONTENT_TYPE).orElse("application/json"))
        .body(answer.body());
  }

  @ExceptionHandler
  ProblemDetail on(PreviewUnavailable unavailable) {
    return Problems.of(
        HttpStatus.SERVICE_UNAVAILABLE,
        "preview-unavailable",
        "There is no preview at the moment",
        "The service that renders pages does not answer.");
  }
}
