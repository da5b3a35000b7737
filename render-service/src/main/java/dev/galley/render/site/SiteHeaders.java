package dev.galley.render.site;

import dev.galley.web.answer.FixedHeaders;

/** What browsers are told about every page: nothing runs, and little is loaded from elsewhere. */
final class SiteHeaders {

  private SiteHeaders() {}

  /**
   * The headers.
   *
   * @param secure whether readers come over TLS
   */
  static FixedHeaders of(boolean secure) {
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
            // Nothing runs that could connect, but checkers ask for robots.txt from inside a page.
            + "; connect-src 'self'"
            + "; font-src 'self'; script-src 'none'; object-src 'none'"
            + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            + (secure ? "; upgrade-insecure-requests" : "");
    FixedHeaders headers =
        FixedHeaders.STRICT
            .with("Content-Security-Policy", policy)
            .with("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    return secure ? headers.with("Strict-Transport-Security", "max-age=31536000") : headers;
  }
}
