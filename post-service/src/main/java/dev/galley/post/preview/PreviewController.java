package dev.galley.post.preview;

import org.springframework.http.MediaType;
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
    ResponseEntity<byte[]> answer = renderService.preview(post);
    MediaType type = answer.getHeaders().getContentType();
    return ResponseEntity.status(answer.getStatusCode())
        .contentType(type == null ? MediaType.APPLICATION_JSON : type)
        .body(answer.getBody());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(PreviewUnavailable unavailable) {
    return unavailable.answer();
  }
}
