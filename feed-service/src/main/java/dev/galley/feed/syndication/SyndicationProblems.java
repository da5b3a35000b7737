package dev.galley.feed.syndication;

import dev.galley.web.Problems;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What can be wrong with a request for a feed. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class SyndicationProblems {

  @ExceptionHandler
  ProblemDetail on(FeedUnknown unknown) {
    return Problems.of(
        HttpStatus.NOT_FOUND,
        "feed-unknown",
        "There is no such feed",
        "No published post has this tag or author.");
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(FeedsNotReady notReady) {
    ProblemDetail problem =
        Problems.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "not-ready",
            "The service is starting",
            "The feeds are not loaded yet. Try again in a moment.");
    return ResponseEntity.status(problem.getStatus())
        .header(HttpHeaders.RETRY_AFTER, "1")
        .body(problem);
  }
}
