package dev.galley.feed.access;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/**
 * What a request shows of its sender: the bearer token (RFC 6750, 2.1), or else the cookies, which
 * post-service looks for a session in.
 */
final class SessionOrToken implements BearerTokenResolver {

  /** No bearer token begins like this: RFC 6750, 2.1, allows no colon. */
  private static final String COOKIES = "cookies:";

  private final BearerTokenResolver bearer = new DefaultBearerTokenResolver();

  @Override
  public @Nullable String resolve(HttpServletRequest request) {
    String token = bearer.resolve(request);
    String cookies = request.getHeader(HttpHeaders.COOKIE);
    return token != null || cookies == null ? token : COOKIES + cookies;
  }

  /** Whether a browser added it by itself, as it does for requests that other sites provoke. */
  static boolean isAmbient(String resolved) {
    return resolved.startsWith(COOKIES);
  }

  /** The header that passes it on. */
  static void into(HttpHeaders headers, String resolved) {
    if (isAmbient(resolved)) {
      headers.set(HttpHeaders.COOKIE, resolved.substring(COOKIES.length()));
    } else {
      headers.setBearerAuth(resolved);
    }
  }
}
