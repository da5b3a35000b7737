package dev.galley.feed.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets only whoever is signed in manage webhooks, and a session's cookie only from pages of this
 * very site.
 */
final class AccessCheck implements HandlerInterceptor {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private static final String EDITOR_HEADER = "X-Galley-Editor";

  private final Tokens tokens;

  AccessCheck(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Credentials credentials = Credentials.of(request);
    Access access = credentials.isEmpty() ? Access.NONE : tokens.check(credentials);
    if (access == Access.NONE) {
      throw new NotSignedIn();
    }
    if (SAFE.contains(request.getMethod())) {
      return true;
    }
    if (access != Access.CHANGE) {
      throw new RoleTooLow();
    }
    if (credentials.isAmbient() && !isOwn(request)) {
      throw new ForeignRequest();
    }
    return true;
  }

  /** The rule of post-service's sessions: the site's own origin, or a header no form can send. */
  private static boolean isOwn(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    if (origin == null) {
      return request.getHeader(EDITOR_HEADER) != null;
    }
    String host = request.getHeader("Host");
    return host != null && (origin.equals("http://" + host) || origin.equals("https://" + host));
  }
}
