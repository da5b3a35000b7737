package dev.galley.feed.events;

import dev.galley.web.Problems;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Events that cannot be read, for now. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class EventProblems {

  /** Also to a client that accepts only a stream of events. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(EventsUnavailable unavailable) {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .header(HttpHeaders.RETRY_AFTER, "3")
        .body(
            Problems.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "events-unavailable",
                "The events cannot be read now",
                unavailable.getMessage() + ". Try again in a moment."));
  }
}
