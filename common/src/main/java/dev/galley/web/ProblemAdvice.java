package dev.galley.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Turns what every service can meet into problem details. A service extends it with one method per
 * exception of its own and annotates the subclass with {@code @RestControllerAdvice}.
 */
public abstract class ProblemAdvice extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ProblemDetail on(PreconditionMissing missing) {
    return Problems.of(
        HttpStatus.PRECONDITION_REQUIRED,
        "if-match-missing",
        "If-Match is required",
        "Read the resource first and send its ETag in If-Match, so that nobody's change is lost.");
  }

  @ExceptionHandler
  ProblemDetail on(BodyTooLarge tooLarge) {
    return tooLarge.problem();
  }

  /** A bug or lost infrastructure: the log has the details, the client gets none. */
  @ExceptionHandler
  ProblemDetail on(Exception failure) {
    log.error("A request failed", failure);
    return Problems.of(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "internal-error",
        "Something went wrong here",
        "The request was not carried out as far as known. The server's log says why.");
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException unreadable,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemDetail problem = BodyTooLarge.in(unreadable);
    if (problem == null) {
      problem =
          Problems.of(
              HttpStatus.BAD_REQUEST,
              "unreadable",
              "The request body cannot be read",
              UnreadableBody.describe(unreadable));
    }
    return handleExceptionInternal(
        unreadable, problem, headers, HttpStatus.valueOf(problem.getStatus()), request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException invalid,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemDetail problem =
        Problems.of(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "invalid",
            "The request is not valid",
            "See errors for each field.");
    problem.setProperty(
        "errors",
        invalid.getFieldErrors().stream()
            .map(
                error ->
                    Map.of(
                        "field",
                        error.getField(),
                        "message",
                        String.valueOf(error.getDefaultMessage())))
            .toList());
    return handleExceptionInternal(
        invalid, problem, headers, HttpStatus.UNPROCESSABLE_CONTENT, request);
  }

  /** The {@code errors} member for problems that services find themselves. */
  protected static ProblemDetail withErrors(
      ProblemDetail problem, List<Map<String, String>> errors) {
    problem.setProperty("errors", errors);
    return problem;
  }
}
