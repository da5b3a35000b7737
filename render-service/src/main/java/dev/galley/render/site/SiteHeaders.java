package dev.galley.render.site;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;

/** What browsers are told about every page: nothing runs, and little is loaded from elsewhere. */
final class SiteHeaders {

  private final String[][] headers;

  /**
   * @param secure whether readers come over TLS
   */
  SiteHeaders(boolean secure) {
    // An address without a scheme, as old embeds have it, takes that of the page.
    String web = secure ? "https:" : "https: http:";
    String policy =
        "default-src 'none'; img-src 'self' data: "
            + web
            + "; media-src 'self' "
            + web
            + "; style-src 'self'; style-src-attr 'unsafe-inline'"
            // Whose frames may stand in a post is decided when it is rendered.
            + "; frame-src "
            + web
            + "; font-src 'self'; script-src 'none'; object-src 'none'"
            + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            + (secure ? "; upgrade-insecure-requests" : "");
    String[][] always = {
      {"Content-Security-Policy", policy},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "strict-origin-when-cross-origin"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
    };
    headers = secure ? with(always, "Strict-Transport-Security", "max-age=31536000") : always;
  }

  void write(HttpServletResponse response) {
    for (String[] header : headers) {
      response.setHeader(header[0], header[1]);
    }
  }

  private static String[][] with(String[][] headers, String name, String value) {
    String[][] more = Arrays.copyOf(headers, headers.length + 1);
    more[headers.length] = new String[] {name, value};
    return more;
  }
}
