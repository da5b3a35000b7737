package dev.galley.feed.access;

import dev.galley.web.Credentials;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * What a request shows of its sender in one text: the bearer token, or else the cookies, which
 * post-service looks for a session in.
 */
final class SessionOrToken implements BearerTokenResolver {

  /** No bearer token begins like this: RFC 6750, 2.1, allows no colon. */
  private static final String COOKIES = "cookies:";

  @Override
  public @Nullable String resolve(HttpServletRequest request) {
    String cookies = request.getHeader(HttpHeaders.COOKIE);
    return Credentials.bearer(request).orElse(cookies == null ? null : COOKIES + cookies);
  }

  /** Whether a browser added it by itself, as it does for requests that other sites provoke. */
  static boolean isAmbient(String resolved) {
    return resolved.startsWith(COOKIES);
  }

  /** The headers that pass it on for a client. */
  static void into(HttpHeaders headers, String resolved) {
    // As a proxy does: post-service knows whether to believe it.
    if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current) {
      headers.set("X-Forwarded-For", current.getRequest().getRemoteAddr());
    }
    if (isAmbient(resolved)) {
      headers.set(HttpHeaders.COOKIE, resolved.substring(COOKIES.length()));
    } else {
      headers.setBearerAuth(resolved);
    }
  }
}
