package dev.galley.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.web.ErrorResponseException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Problem details (RFC 9457) in the form that all services use: a stable {@code type}, a fixed
 * {@code title}, and a {@code detail} that is safe to show.
 */
public final class Problems {

  public static final String TYPES = "/problems/";

  private static final JsonMapper JSON =
      JsonMapper.builder().addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class).build();

  private Problems() {}

  /**
   * A problem.
   *
   * @param name the last part of the type, such as {@code slug-taken}
   * @param title the same for every occurrence
   * @param detail what happened here and what to do
   */
  public static ProblemDetail of(HttpStatus status, String name, String title, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(URI.create(TYPES + name));
    problem.setTitle(title);
    return problem;
  }

  /** What is sent can be read, and has fields that are not as they must be. */
  public static ProblemDetail invalid(List<FieldError> errors) {
    ProblemDetail problem =
        of(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "invalid",
            "The request is not valid",
            "See errors for each field.");
    problem.setProperty("errors", errors);
    return problem;
  }

  /** One of {@code errors}. */
  public record FieldError(String field, String message) {}

  /** The same, for a controller that goes no further. */
  public static ErrorResponseException refusal(
      HttpStatus status, String name, String title, String detail) {
    return new ErrorResponseException(status, of(status, name, title, detail), null);
  }

  /** A problem that passes; {@code Retry-After} says when. */
  public static ResponseEntity<ProblemDetail> later(long seconds, ProblemDetail problem) {
    return ResponseEntity.status(problem.getStatus())
        // Also to a client that accepts only a stream of events.
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
        .body(problem);
  }

  /** Answers with a problem where no controller does, as in a filter. */
  public static void write(HttpServletResponse response, ProblemDetail problem) throws IOException {
    byte[] body = bytes(problem);
    response.setStatus(problem.getStatus());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** A problem as it goes out. */
  public static byte[] bytes(ProblemDetail problem) {
    return JSON.writeValueAsBytes(problem);
  }
}
