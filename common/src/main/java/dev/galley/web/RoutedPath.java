package dev.galley.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Collectors;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.http.server.RequestPath;

/**
 * The path of a request as the framework looks for whoever answers it: decoded, and without
 * parameters ({@code ;a=b}). What is decided by the path in a filter goes by this one; as it stands
 * in the request line, the same path has many spellings.
 */
public final class RoutedPath {

  private RoutedPath() {}

  /** The path below that of the application. */
  public static String of(HttpServletRequest request) {
    return RequestPath.parse(request.getRequestURI(), request.getContextPath())
        .pathWithinApplication()
        .elements()
        .stream()
        .map(part -> part instanceof PathSegment segment ? segment.valueToMatch() : part.value())
        .collect(Collectors.joining());
  }
}
