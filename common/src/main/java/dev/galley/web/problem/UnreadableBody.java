package dev.galley.web.problem;

import dev.galley.web.Problems;
import dev.galley.web.Problems.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says where a body stopped making sense, without repeating what it held. */
public final class UnreadableBody {

  private static final String TOO_LARGE = "is too large or too small a number";

  private UnreadableBody() {}

  /**
   * 400 with the place and, where it is a field, {@code errors} for it.
   *
   * @param cause what the JSON mapper threw; null when it got nothing to read
   */
  public static ProblemDetail problem(@Nullable Throwable cause) {
    ProblemDetail problem = problem(describe(cause));
    if ((cause instanceof DatabindException || isBeyondNumbers(cause))
        && cause instanceof JacksonException failure
        && !failure.getPath().isEmpty()) {
      problem.setProperty("errors", List.of(new FieldError(path(failure), message(failure))));
    }
    return problem;
  }

  private static String message(JacksonException failure) {
    if (failure instanceof UnrecognizedPropertyException) {
      return "is not a field that exists";
    }
    return isBeyondNumbers(failure) ? TOO_LARGE : "has the wrong type or form";
  }

  /** A whole number that does not fit the type that is read, though its JSON is right. */
  private static boolean isBeyondNumbers(@Nullable Throwable cause) {
    return cause instanceof InputCoercionException coercion
        && coercion.getInputType() == JsonToken.VALUE_NUMBER_INT;
  }

  /** 400 with a reason of the caller's. */
  static ProblemDetail problem(String detail) {
    return Problems.of(
        HttpStatus.BAD_REQUEST, "unreadable", "The request body cannot be read", detail);
  }

  private static String describe(@Nullable Throwable cause) {
    if (cause instanceof UnrecognizedPropertyException unknown) {
      return "There is no field " + path(unknown) + ".";
    }
    if (cause instanceof DatabindException mismatch && !mismatch.getPath().isEmpty()) {
      return "The value of " + path(mismatch) + " has the wrong type or form" + at(mismatch) + ".";
    }
    if (cause instanceof StreamConstraintsException beyond) {
      return "The body goes over a limit of depth, or of the length of a name or number"
          + at(beyond)
          + ".";
    }
    if (cause instanceof InputCoercionException number && isBeyondNumbers(number)) {
      return (number.getPath().isEmpty() ? "A number" : "The value of " + path(number))
          + " "
          + TOO_LARGE
          + at(number)
          + ".";
    }
    if (cause instanceof StreamReadException syntax) {
      return "The body is not well-formed JSON" + at(syntax) + ".";
    }
    if (cause instanceof DatabindException mismatch) {
      return "The body is not the JSON that is expected here" + at(mismatch) + ".";
    }
    return "The body is missing or is not the JSON that is expected here.";
  }

  private static String path(JacksonException failure) {
    StringBuilder path = new StringBuilder();
    for (var reference : failure.getPath()) {
      String name = reference.getPropertyName();
      path.append(path.isEmpty() || name == null ? "" : ".")
          .append(name == null ? "[" + reference.getIndex() + "]" : name);
    }
    String shown = path.toString().replaceAll("[^\\p{L}\\p{M}\\p{N}_.\\[\\]-]", "?");
    return shown.length() <= 100 ? shown : shown.substring(0, 100);
  }

  private static String at(JacksonException failure) {
    var location = failure.getLocation();
    return location == null || location.getLineNr() < 1
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }
}
