package dev.galley.feed.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Set;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Lets only whoever is signed in manage webhooks, and a session's cookie only from pages of this
 * very site.
 */
final class AccessCheck implements HandlerInterceptor {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private final Tokens tokens;

  AccessCheck(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    Credentials credentials = Credentials.of(request);
    if (credentials.isEmpty() || !tokens.accepts(credentials)) {
      throw new NotSignedIn();
    }
    if (credentials.isAmbient() && !SAFE.contains(request.getMethod()) && !isOwn(request)) {
      throw new ForeignRequest();
    }
    return true;
  }

  /** Fetch Metadata says it; an old browser's Origin has to be the host that was asked. */
  private static boolean isOwn(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    String origin = request.getHeader("Origin");
    String host = request.getHeader("Host");
    return origin != null && host != null && host.equals(authority(origin));
  }

  private static String authority(String origin) {
    try {
      return String.valueOf(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
