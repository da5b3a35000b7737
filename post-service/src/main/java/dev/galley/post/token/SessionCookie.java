package dev.galley.post.token;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.ResponseCookie;

/** The cookie of a signed-in browser. {@link dev.galley.web.Credentials} says when it counts. */
final class SessionCookie {

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
}
