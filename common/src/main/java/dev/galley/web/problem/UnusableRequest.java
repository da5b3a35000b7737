package dev.galley.web.problem;

import dev.galley.web.Problems;
import dev.galley.web.Problems.FieldError;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

/**
 * The problems of requests that no controller gets to see. In our words: those of the framework
 * name no type and repeat what the client sent.
 */
final class UnusableRequest {

  private UnusableRequest() {}

  /** What a failure that the framework found means for the client. */
  static ProblemDetail problem(Exception failure, HttpStatusCode status) {
    if (failure instanceof HttpRequestMethodNotSupportedException wrong) {
      return methodNotAllowed(wrong.getSupportedMethods());
    }
    if (failure instanceof HttpMediaTypeNotSupportedException wrong) {
      return Problems.of(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "unsupported-media-type",
          "The Content-Type is not supported here",
          "Send " + listed(wrong.getSupportedMediaTypes()) + ".");
    }
    if (failure instanceof HttpMediaTypeNotAcceptableException wrong) {
      return Problems.of(
          HttpStatus.NOT_ACCEPTABLE,
          "not-acceptable",
          "There is nothing of a type that Accept names",
          "Available: " + listed(wrong.getSupportedMediaTypes()) + ".");
    }
    List<FieldError> errors = errors(failure);
    if (errors.stream().anyMatch(error -> error.field().equals("cursor"))) {
      return new CursorInvalid().problem();
    }
    return errors.isEmpty() ? problem(status) : invalidParameters(errors);
  }

  /** What a status means about which nothing more is known. */
  static ProblemDetail problem(HttpStatusCode code) {
    HttpStatus status = HttpStatus.valueOf(code.value());
    return switch (status) {
      case NOT_FOUND ->
          Problems.of(
              status, "not-found", "There is nothing at this address", "Check how it is spelled.");
      case METHOD_NOT_ALLOWED -> methodNotAllowed(null);
      case INTERNAL_SERVER_ERROR ->
          Problems.of(
              status,
              "internal-error",
              "Something went wrong here",
              "The request was not carried out as far as known. The server's log says why.");
      case CONTENT_TOO_LARGE ->
          Problems.of(
              status,
              "body-too-large",
              "The request body is too large",
              "It goes over the limit of what is accepted here.");
      default ->
          Problems.of(
              status,
              status.name().toLowerCase(Locale.ROOT).replace('_', '-'),
              status.getReasonPhrase(),
              status.is5xxServerError() ? "Try again later." : "The request cannot be used.");
    };
  }

  static ProblemDetail invalidParameters(List<FieldError> errors) {
    ProblemDetail problem =
        Problems.of(
            HttpStatus.BAD_REQUEST,
            "invalid-parameter",
            "A parameter of the request is not valid",
            "See errors for each parameter.");
    problem.setProperty("errors", errors);
    return problem;
  }

  private static ProblemDetail methodNotAllowed(String @Nullable [] supported) {
    return Problems.of(
        HttpStatus.METHOD_NOT_ALLOWED,
        "method-not-allowed",
        "The method is not allowed here",
        supported == null || supported.length == 0
            ? "The header Allow names those that are."
            : "Allowed: " + listed(Arrays.asList(supported)) + ".");
  }

  private static List<FieldError> errors(Exception failure) {
    if (failure instanceof MethodArgumentTypeMismatchException wrong) {
      return List.of(new FieldError(wrong.getName(), expected(wrong.getRequiredType())));
    }
    if (failure instanceof HandlerMethodValidationException wrong) {
      return wrong.getParameterValidationResults().stream()
          .flatMap(
              result ->
                  result.getResolvableErrors().stream()
                      .map(
                          error ->
                              new FieldError(
                                  name(result.getMethodParameter()),
                                  String.valueOf(error.getDefaultMessage()))))
          .toList();
    }
    if (failure instanceof MissingServletRequestParameterException missing) {
      return List.of(new FieldError(missing.getParameterName(), "is required"));
    }
    if (failure instanceof MissingServletRequestPartException missing) {
      return List.of(new FieldError(missing.getRequestPartName(), "is required"));
    }
    if (failure instanceof MissingRequestHeaderException missing) {
      return List.of(new FieldError(missing.getHeaderName(), "is required"));
    }
    return List.of();
  }

  /** A header's own name; a parameter of a query is named as in the code. */
  private static String name(MethodParameter parameter) {
    RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
    return header != null && !header.name().isEmpty()
        ? header.name()
        : String.valueOf(parameter.getParameterName());
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "has the wrong form";
    }
    if (type.isEnum()) {
      return "must be one of "
          + listed(Arrays.stream(type.getEnumConstants()).map(WireNames::of).toList());
    }
    if (type == boolean.class || type == Boolean.class) {
      return "must be true or false";
    }
    if (type == LocalDate.class) {
      return "must be a date such as 2017-11-03";
    }
    return type.isPrimitive() || Number.class.isAssignableFrom(type)
        ? "must be a whole number within its range"
        : "has the wrong form";
  }

  private static String listed(Collection<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
