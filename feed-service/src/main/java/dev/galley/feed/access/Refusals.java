package dev.galley.feed.access;

import dev.galley.web.Credentials;
import dev.galley.web.FailedLogins;
import dev.galley.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/** Says as problem details why a request was not let in. */
final class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

  private final FailedLogins failures;

  Refusals(FailedLogins failures) {
    this.failures = failures;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    if (failure instanceof PostServiceTokens.TokensUnavailable) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "5");
      Problems.write(
          response,
          Problems.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "tokens-unavailable",
              "Tokens cannot be checked now",
              "The service that knows the tokens does not answer. Try again in a moment."));
      return;
    }
    // A browser whose session has ended did not guess.
    Optional<Duration> wait =
        failure instanceof InvalidBearerTokenException && Credentials.bearer(request).isPresent()
            ? failures.note(request.getRemoteAddr())
            : Optional.empty();
    if (wait.isPresent()) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.get().toSeconds() + 1));
      Problems.write(response, FailedLogins.problem());
    } else {
      // RFC 9110, 11.6.1: a 401 names the scheme.
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      Problems.write(response, tokenRequired());
    }
  }

  static ProblemDetail tokenRequired() {
    return Problems.of(
        HttpStatus.UNAUTHORIZED,
        "token-required",
        "A token is required",
        "Send a valid one as Authorization: Bearer glly_...");
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
      throws IOException {
    boolean foreign =
        denied instanceof AuthorizationDeniedException decided
            && decided.getAuthorizationResult() instanceof OwnChanges.Foreign;
    Problems.write(
        response,
        foreign
            ? Problems.of(
                HttpStatus.FORBIDDEN,
                "foreign-request",
                "The request comes from another site",
                "Changes with a session are accepted from this site's own pages only.")
            : Problems.of(
                HttpStatus.FORBIDDEN,
                "not-allowed",
                "The token does not allow this",
                "Changes need the token of an editor or an owner."));
  }
}
