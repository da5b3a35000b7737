package dev.galley.web.problem;

import dev.galley.web.EventStreams;
import dev.galley.web.Problems;
import dev.galley.web.Problems.FieldError;
import dev.galley.web.answer.PreconditionMissing;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MultipartException;
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
  ResponseEntity<ProblemDetail> on(EventStreams.TooMany tooMany) {
    return Problems.later(30, tooMany.problem());
  }

  /** Also to a client that accepts only a stream of events. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(CursorInvalid invalid) {
    return ResponseEntity.badRequest()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(invalid.problem());
  }

  /** A bug or lost infrastructure: the log has the details, the client gets none. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(Exception failure) {
    return CutOffBody.in(failure)
        .orElseGet(
            () -> {
              log.error("A request failed", failure);
              return ResponseEntity.of(UnusableRequest.problem(HttpStatus.INTERNAL_SERVER_ERROR))
                  .build();
            });
  }

  /** A query or form that is no UTF-8, or has too many parameters. */
  @ExceptionHandler
  ProblemDetail on(InvalidParameterException unreadable) {
    return UnusableRequest.invalidParameters(
        List.of(new FieldError("", "The parameters cannot be decoded as UTF-8.")));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> on(MultipartException broken) {
    return CutOffBody.in(broken)
        .orElseGet(
            () ->
                ResponseEntity.of(
                        UnreadableBody.problem("The body is not a form as its Content-Type says."))
                    .build());
  }

  /** RFC 9110, 10.2.1: what may be read may be asked for by HEAD, which Spring does not name. */
  @Override
  protected @Nullable ResponseEntity<Object> handleHttpRequestMethodNotSupported(
      HttpRequestMethodNotSupportedException unsupported,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    Set<HttpMethod> allowed = new LinkedHashSet<>(headers.getAllow());
    if (allowed.contains(HttpMethod.GET)) {
      allowed.add(HttpMethod.HEAD);
      headers.setAllow(allowed);
    }
    return super.handleHttpRequestMethodNotSupported(unsupported, headers, status, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException unreadable,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ResponseEntity<ProblemDetail> answer =
        CutOffBody.in(unreadable)
            .orElseGet(
                () -> ResponseEntity.of(UnreadableBody.problem(unreadable.getCause())).build());
    return handleExceptionInternal(
        unreadable, answer.getBody(), answer.getHeaders(), answer.getStatusCode(), request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException invalid,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemDetail problem =
        Problems.invalid(
            invalid.getFieldErrors().stream()
                .map(
                    error ->
                        new FieldError(error.getField(), String.valueOf(error.getDefaultMessage())))
                .toList());
    return handleExceptionInternal(
        invalid, problem, headers, HttpStatus.UNPROCESSABLE_CONTENT, request);
  }

  /** The framework's own problems have no type of ours yet. */
  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception failure,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    boolean ours = isOurs(body) || (failure instanceof ErrorResponse own && isOurs(own.getBody()));
    return super.handleExceptionInternal(
        failure, ours ? body : UnusableRequest.problem(failure, status), headers, status, request);
  }

  private static boolean isOurs(@Nullable Object body) {
    return body instanceof ProblemDetail problem
        && String.valueOf(problem.getType()).startsWith(Problems.TYPES);
  }
}
