package dev.galley.web;

import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says where a body stopped making sense, without repeating what it held. */
final class UnreadableBody {

  private UnreadableBody() {}

  static String describe(HttpMessageNotReadableException unreadable) {
    Throwable cause = unreadable.getCause();
    if (cause instanceof UnrecognizedPropertyException unknown) {
      return "There is no field " + path(unknown) + ".";
    }
    if (cause instanceof DatabindException mismatch && !mismatch.getPath().isEmpty()) {
      return "The value of " + path(mismatch) + " has the wrong type or form" + at(mismatch) + ".";
    }
    if (cause instanceof StreamReadException syntax) {
      return "The body is not well-formed JSON" + at(syntax) + ".";
    }
    return "The body is missing or is not the JSON that is expected here.";
  }

  private static String path(DatabindException failure) {
    StringBuilder path = new StringBuilder();
    for (var reference : failure.getPath()) {
      String name = reference.getPropertyName();
      path.append(path.isEmpty() || name == null ? "" : ".")
          .append(name == null ? "[" + reference.getIndex() + "]" : name);
    }
    String shown = path.toString().replaceAll("[^\\w.\\[\\]-]", "?");
    return shown.length() <= 100 ? shown : shown.substring(0, 100);
  }

  private static String at(JacksonException failure) {
    var location = failure.getLocation();
    return location == null || location.getLineNr() < 1
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }
}
