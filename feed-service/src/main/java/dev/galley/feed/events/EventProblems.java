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

/** What can be wrong with a request for events. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class EventProblems {

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(CursorInvalid invalid) {
    return problem(
        Problems.of(
            HttpStatus.BAD_REQUEST,
            "cursor-invalid",
            "The cursor is not valid",
            "Send the value of next, or of an event's id, as it was given; without one the events"
                + " begin with the first."));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(EventsUnavailable unavailable) {
    return problem(
        Problems.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "events-unavailable",
            "The events cannot be read now",
            unavailable.getMessage() + ". Try again in a moment."));
  }

  /** Also to a client that accepts only a stream of events. */
  private static ResponseEntity<ProblemDetail> problem(ProblemDetail problem) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
      answer.header(HttpHeaders.RETRY_AFTER, "3");
    }
    return answer.body(problem);
  }
}
