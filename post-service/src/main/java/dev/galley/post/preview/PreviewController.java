package dev.galley.post.preview;

import dev.galley.web.Problems;
import java.net.http.HttpResponse;
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

  PreviewController(RenderService renderService) {
    this.renderService = renderService;
  }

  /** The page that the post would have, or why it cannot have one. */
  @PostMapping("/api/preview")
  ResponseEntity<byte[]> preview(@RequestBody PreviewPost post) {
    HttpResponse<byte[]> answer = renderService.preview(post);
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
