package dev.galley.post.token;

import dev.galley.web.FailedLogins;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Recognises the bearer token (RFC 6750, 2.1) or the session cookie of a request. */
final class TokenFilter extends OncePerRequestFilter {

  private static final String BEARER = "Bearer ";

  private final KnownTokens tokens;
  private final SessionCookie cookie;
  private final FailedLogins failures;
  private final HandlerExceptionResolver problems;

  /**
   * @param problems says what is wrong when the tokens cannot be read
   */
  TokenFilter(
      KnownTokens tokens,
      SessionCookie cookie,
      FailedLogins failures,
      HandlerExceptionResolver problems) {
    this.tokens = tokens;
    this.cookie = cookie;
    this.failures = failures;
    this.problems = problems;
  }

  /**
   * The editor's own files are for everybody, also while the store does not answer, and a bearer
   * token of an operator is none of these.
   */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.startsWith("/editor/") || path.startsWith("/health") || path.equals("/metrics");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<String> bearer = bearer(request);
    Optional<Token> token;
    try {
      token = bearer.or(() -> fromCookie(request)).flatMap(tokens::find);
    } catch (RuntimeException failure) {
      problems.resolveException(request, response, null, failure);
      return;
    }
    token.ifPresent(TokenFilter::signIn);
    // A browser whose session has ended did not guess, and what is public stays public.
    if (bearer.isPresent() && token.isEmpty()) {
      failures
          .note(request.getRemoteAddr())
          .ifPresent(wait -> request.setAttribute(Refusals.WAIT, wait));
    }
    try {
      chain.doFilter(request, response);
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  private static Optional<String> bearer(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? Optional.of(header.substring(BEARER.length()).strip())
        : Optional.empty();
  }

  private Optional<String> fromCookie(HttpServletRequest request) {
    Optional<String> secret = cookie.read(request);
    if (secret.isPresent() && !cookie.isFromEditor(request)) {
      request.setAttribute(Refusals.FOREIGN, true);
      return Optional.empty();
    }
    return secret;
  }

  private static void signIn(Token token) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(new SignedIn(token));
    SecurityContextHolder.setContext(context);
  }

  private static final class SignedIn extends AbstractAuthenticationToken {

    private final transient Token token;

    SignedIn(Token token) {
      super(
          token.role().included().stream()
              .map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
              .toList());
      this.token = token;
      setAuthenticated(true);
    }

    @Override
    public Object getCredentials() {
      return "";
    }

    @Override
    public Token getPrincipal() {
      return token;
    }
  }
}
