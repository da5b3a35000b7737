package dev.galley.local.origin;

import dev.galley.web.Problems;
import dev.galley.web.answer.FixedHeaders;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;

/** What the origin answers itself, without any service. */
final class OwnAnswers {

  private static final FixedHeaders HEADERS = FixedHeaders.STRICT.with("Cache-Control", "no-store");

  private static final String LIMIT = "Address and headers may have 16 kB together.";

  private OwnAnswers() {}

  static void refusedPath(HttpServletResponse response) throws IOException {
    problem(response, 400, "bad-path", "Bad request", "The path is not one that this site uses.");
  }

  static void refusedMethod(HttpServletResponse response) throws IOException {
    problem(
        response,
        405,
        "method-not-allowed",
        "The method is not allowed here",
        "Nothing here answers TRACE.");
  }

  static void unreadable(HttpServletResponse response, int status) throws IOException {
    switch (status) {
      case 414 -> problem(response, status, "uri-too-long", "The address is too long", LIMIT);
      case 431 ->
          problem(response, status, "headers-too-large", "The headers are too large", LIMIT);
      case 505 ->
          problem(
              response, status, "http-version", "The version is not supported", "Use HTTP/1.1.");
      default ->
          problem(
              response,
              status,
              "bad-request",
              "Bad request",
              "The request line or a header is not as RFC 9112 has it.");
    }
  }

  static void notFound(HttpServletResponse response) throws IOException {
    problem(response, 404, "not-found", "Not found", "There is nothing at this address.");
  }

  static void unavailable(HttpServletResponse response) throws IOException {
    response.setHeader("Retry-After", "1");
    problem(
        response,
        503,
        "unavailable",
        "Service unavailable",
        "This part of Galley is starting or stopping; try again in a moment.");
  }

  static void failed(HttpServletResponse response, String what, String why) throws IOException {
    problem(response, 500, "backup-failed", what, why);
  }

  static void text(HttpServletResponse response, String contentType, String body)
      throws IOException {
    HEADERS.write(response);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setContentType(contentType);
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  private static void problem(
      HttpServletResponse response, int status, String type, String title, String detail)
      throws IOException {
    HEADERS.write(response);
    Problems.write(response, Problems.of(HttpStatus.valueOf(status), type, title, detail));
  }
}
