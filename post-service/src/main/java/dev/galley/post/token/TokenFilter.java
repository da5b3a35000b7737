package dev.galley.post.token;

import dev.galley.post.audit.AuditAction;
import dev.galley.web.Credentials;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Recognises the bearer token (RFC 6750, 2.1) or the session cookie of a request. */
final class TokenFilter extends OncePerRequestFilter {

  private final KnownTokens tokens;
  private final BrowserCookie cookie;
  private final WrongSecrets failures;
  private final HandlerExceptionResolver problems;

  /**
   * @param problems says what is wrong when the tokens cannot be read
   */
  TokenFilter(
      KnownTokens tokens,
      BrowserCookie cookie,
      WrongSecrets failures,
      HandlerExceptionResolver problems) {
    this.tokens = tokens;
    this.cookie = cookie;
    this.failures = failures;
    this.problems = problems;
  }

  /** The editor's own files are for everybody, also while the store does not answer. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/editor/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<String> bearer = Credentials.bearer(request);
    Optional<SignedIn.User> user;
    try {
      user = bearer.isPresent() ? bearer.flatMap(this::ofToken) : ofCookie(request);
      // A browser whose session has ended did not guess, and what is public stays public.
      if (bearer.isPresent() && user.isEmpty()) {
        failures
            .note(request, AuditAction.WRONG_TOKEN)
            .ifPresent(wait -> request.setAttribute(Refusals.WAIT, wait));
      }
    } catch (RuntimeException failure) {
      problems.resolveException(request, response, null, failure);
      return;
    }
    user.ifPresent(TokenFilter::signIn);
    try {
      chain.doFilter(request, response);
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  private Optional<SignedIn.User> ofToken(String secret) {
    return tokens.find(secret);
  }

  private Optional<SignedIn.User> ofCookie(HttpServletRequest request) {
    Optional<String> secret = cookie.read(request);
    if (secret.isPresent() && !Credentials.cookiesCount(request)) {
      request.setAttribute(Refusals.FOREIGN, true);
      return Optional.empty();
    }
    return secret.flatMap(tokens::findSession);
  }

  private static void signIn(SignedIn.User user) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(new SignedIn(user));
    SecurityContextHolder.setContext(context);
  }
}
