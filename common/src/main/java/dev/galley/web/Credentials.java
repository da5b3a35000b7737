package dev.galley.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What a request shows of its sender: a bearer token, which a program added, or cookies, which a
 * browser adds to whatever any page makes it send. So cookies count for a change only when the
 * browser says that a page of this very site asked for it.
 *
 * <p>It does not protect against a script that runs on this site's own origin.
 */
public final class Credentials {

  /** A header that a form or an image on a foreign page cannot send. */
  public static final String EDITOR_HEADER = "X-Galley-Editor";

  private static final String SCHEME = "Bearer ";

  // RFC 6750, 2.1: b64token
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  // RFC 9110, 9.2.1: what is safe changes nothing, whoever provoked it.
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  /** Nobody's: it has no prefix of ours. */
  private static final String MALFORMED = "malformed";

  private static final String SAME_ORIGIN = "same-origin";

  private Credentials() {}

  /**
   * The bearer token (RFC 6750, 2.1); empty without one, and for every other scheme of {@code
   * Authorization}. One that is malformed is still there: as a text that is nobody's token.
   */
  public static Optional<String> bearer(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    String token = header.substring(SCHEME.length()).strip();
    return Optional.of(TOKEN.matcher(token).matches() ? token : MALFORMED);
  }

  /** Whether the cookies of a request may count: it changes nothing, or this site sent it. */
  public static boolean cookiesCount(HttpServletRequest request) {
    return SAFE.contains(request.getMethod())
        || (!isForeign(request)
            && (isOwn(request.getHeader(HttpHeaders.ORIGIN), request)
                || SAME_ORIGIN.equals(site(request))
                || request.getHeader(EDITOR_HEADER) != null));
  }

  /** Whether a browser says that a page of another origin made it send the request. */
  public static boolean isForeign(HttpServletRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    String site = site(request);
    return (origin != null && !isOwn(origin, request)) || (site != null && !isBenign(site));
  }

  /** Fetch Metadata, 2.3: {@code none} is what a person did, such as a bookmark. */
  private static boolean isBenign(String site) {
    return site.equals(SAME_ORIGIN) || site.equals("none");
  }

  private static @Nullable String site(HttpServletRequest request) {
    return request.getHeader("Sec-Fetch-Site");
  }

  /** A proxy in front may have taken TLS away, so both schemes are this host's. */
  private static boolean isOwn(@Nullable String origin, HttpServletRequest request) {
    String host = request.getHeader(HttpHeaders.HOST);
    return origin != null
        && host != null
        && (origin.equals("http://" + host) || origin.equals("https://" + host));
  }
}
