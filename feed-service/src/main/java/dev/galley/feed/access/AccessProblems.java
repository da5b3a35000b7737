package dev.galley.feed.access;

import dev.galley.web.Problems;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Why a request was not let in. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class AccessProblems {

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(NotSignedIn notSignedIn) {
    ProblemDetail problem =
        Problems.of(
            HttpStatus.UNAUTHORIZED,
            "token-required",
            "A token is required",
            "Send a valid one as Authorization: Bearer glly_...");
    return ResponseEntity.status(problem.getStatus())
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
        .body(problem);
  }

  @ExceptionHandler
  ProblemDetail on(RoleTooLow tooLow) {
    return Problems.of(
        HttpStatus.FORBIDDEN,
        "not-allowed",
        "The token does not allow this",
        "Changes need the token of an editor or an owner.");
  }

  @ExceptionHandler
  ProblemDetail on(ForeignRequest foreign) {
    return Problems.of(
        HttpStatus.FORBIDDEN,
        "foreign-request",
        "The request comes from another site",
        "Changes with a session are accepted from this site's own pages only.");
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(TokensUnavailable unavailable) {
    ProblemDetail problem =
        Problems.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "tokens-unavailable",
            "Tokens cannot be checked now",
            "The service that knows the tokens does not answer. Try again in a moment.");
    return ResponseEntity.status(problem.getStatus())
        .header(HttpHeaders.RETRY_AFTER, "5")
        .body(problem);
  }
}
