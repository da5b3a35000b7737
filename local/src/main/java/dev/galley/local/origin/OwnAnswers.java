package dev.galley.local.origin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Response;

/** What the origin answers itself, without any service. */
final class OwnAnswers {

  private static final String PROBLEM = "application/problem+json";

  private static final String LIMIT = "Address and headers may have 16 kB together.";

  private OwnAnswers() {}

  static void refusedPath(Response response) throws IOException {
    problem(response, 400, "bad-path", "Bad request", "The path is not one that this site uses.");
  }

  static void unreadable(Response response, int status) throws IOException {
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

  static void notFound(Response response) throws IOException {
    problem(response, 404, "not-found", "Not found", "There is nothing at this address.");
  }

  static void unavailable(Response response) throws IOException {
    response.setHeader("Retry-After", "1");
    problem(
        response,
        503,
        "unavailable",
        "Service unavailable",
        "This part of Galley is starting or stopping; try again in a moment.");
  }

  static void text(Response response, String contentType, String body) throws IOException {
    send(response, 200, contentType, body);
  }

  private static void problem(
      Response response, int status, String type, String title, String detail) throws IOException {
    String body =
        """
        {"type":"/problems/%s","title":"%s","status":%d,"detail":"%s"}"""
            .formatted(type, title, status, detail);
    send(response, status, PROBLEM, body);
  }

  private static void send(Response response, int status, String contentType, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setHeader("Content-Type", contentType);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setContentLength(bytes.length);
    response.doWrite(ByteBuffer.wrap(bytes));
    response.action(ActionCode.CLOSE, null);
  }
}
