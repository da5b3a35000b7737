package dev.galley.feed;

import com.mongodb.MongoException;
import dev.galley.web.Problems;
import dev.galley.web.problem.ProblemAdvice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Problem details for what any request to this service can meet. */
@RestControllerAdvice
class FeedProblems extends ProblemAdvice {

  private static final Logger log = LoggerFactory.getLogger(FeedProblems.class);

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(MongoException down) {
    log.warn("A request could not be answered, since the store does not: {}", down.getMessage());
    return Problems.later(
        5,
        Problems.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "store-unavailable",
            "The store does not answer",
            "Nothing is known to have been changed. Try again in a moment."));
  }
}
