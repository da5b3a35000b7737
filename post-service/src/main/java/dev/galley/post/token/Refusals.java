package dev.galley.post.token;

import dev.galley.web.Credentials;
import dev.galley.web.FailedLogins;
import dev.galley.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Says as problem details why a request was not let in. */
public final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

  /** A request attribute: how long the sender of wrong secrets has to wait. */
  static final String WAIT = Refusals.class.getName() + ".wait";

  /** A request attribute: the session cookie came from somewhere else than the editor. */
  static final String FOREIGN = Refusals.class.getName() + ".foreign";

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    if (request.getAttribute(WAIT) instanceof Duration wait) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
      Problems.write(response, FailedLogins.problem());
    } else if (request.getAttribute(FOREIGN) != null) {
      Problems.write(response, foreign());
    } else {
      // RFC 9110, 11.6.1: a 401 names the scheme.
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      Problems.write(response, unauthorized());
    }
  }

  public static ProblemDetail foreign() {
    return Problems.of(
        HttpStatus.FORBIDDEN,
        "foreign-request",
        "The request does not come from the editor",
        "Send the header " + Credentials.EDITOR_HEADER + ", or use a token.");
  }

  public static ProblemDetail unauthorized() {
    return Problems.of(
        HttpStatus.UNAUTHORIZED,
        "token-required",
        "A token is required",
        "Send a valid one as Authorization: Bearer glly_...");
  }

  public static ResponseEntity<ProblemDetail> tooOften(Duration wait) {
    return Problems.later(wait.toSeconds() + 1, FailedLogins.problem());
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
      throws IOException {
    Problems.write(
        response,
        Problems.of(
            HttpStatus.FORBIDDEN,
            "not-allowed",
            "The token does not allow this",
            "Use a token with a role that does."));
  }
}
