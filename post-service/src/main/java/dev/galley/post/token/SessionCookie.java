package dev.galley.post.token;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * The cookie of a signed-in browser, and the check that a request with it really comes from the
 * editor. {@code SameSite} stops other sites already; the check also stops other origins of the
 * same site.
 */
final class SessionCookie {

  /** A header that a form or an image on a foreign page cannot send. */
  static final String EDITOR_HEADER = "X-Galley-Editor";

  private final boolean secure;
  private final String name;

  /**
   * @param site the public address; over https the cookie is bound to it
   */
  SessionCookie(URI site) {
    this.secure = "https".equals(site.getScheme());
    // RFC 6265bis, 4.1.3.2: the prefix makes browsers insist on Secure, this host and Path=/.
    this.name = secure ? "__Host-galley_session" : "galley_session";
  }

  Optional<String> read(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(name))
            .map(Cookie::getValue)
            .findFirst();
  }

  ResponseCookie with(String secret, Duration lifetime) {
    return ResponseCookie.from(name, secret)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Strict")
        .path("/")
        .maxAge(lifetime)
        .build();
  }

  ResponseCookie removed() {
    return with("", Duration.ZERO);
  }

  /** Whether a request that changes something may use the cookie. */
  boolean isFromEditor(HttpServletRequest request) {
    if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
      return true;
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null) {
      return request.getHeader(EDITOR_HEADER) != null;
    }
    String host = request.getHeader(HttpHeaders.HOST);
    return host != null && (origin.equals("http://" + host) || origin.equals("https://" + host));
  }
}
