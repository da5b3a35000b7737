package dev.galley.post.token;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.ResponseCookie;

/**
 * A secret that a browser keeps for us, out of reach of scripts. {@link dev.galley.web.Credentials}
 * says when one counts.
 */
public final class BrowserCookie {

  private final boolean secure;
  private final String name;
  private final String sameSite;

  /**
   * @param site the public address; over https the cookie is bound to it
   * @param sameSite {@code Strict}; {@code Lax} for what has to come when another site leads here
   */
  public BrowserCookie(URI site, String name, String sameSite) {
    this.secure = "https".equals(site.getScheme());
    // RFC 6265bis, 4.1.3.2: the prefix makes browsers insist on Secure, this host and Path=/.
    this.name = secure ? "__Host-" + name : name;
    this.sameSite = sameSite;
  }

  /** What the browser sent; empty when it has none. */
  public Optional<String> read(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(name))
            .map(Cookie::getValue)
            .findFirst();
  }

  /** The cookie with a secret. */
  public ResponseCookie with(String secret, Duration lifetime) {
    return ResponseCookie.from(name, secret)
        .httpOnly(true)
        .secure(secure)
        .sameSite(sameSite)
        .path("/")
        .maxAge(lifetime)
        .build();
  }

  /** What makes the browser forget it. */
  public ResponseCookie removed() {
    return with("", Duration.ZERO);
  }
}
