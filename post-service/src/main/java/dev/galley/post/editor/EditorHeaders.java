package dev.galley.post.editor;

import dev.galley.web.answer.FixedHeaders;

/**
 * What a browser may do for the editor. Scripts come from this origin alone, and text becomes
 * markup in one named place only, whose result is shown in a sandboxed frame.
 *
 * <p>The frame inherits this policy: a preview may show pictures and sound from anywhere, as the
 * site may, and the site's style sheets. The policy does not keep an author from linking to a
 * picture that counts its viewers.
 */
final class EditorHeaders {

  private static final String POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "connect-src 'self'",
          "font-src 'self'",
          "img-src 'self' https: data:",
          "media-src 'self' https:",
          "frame-src 'self'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
          "trusted-types galley-preview");

  private static final String NO_FEATURES =
      "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

  static final FixedHeaders HEADERS =
      FixedHeaders.STRICT
          .with("Content-Security-Policy", POLICY)
          .with("Permissions-Policy", NO_FEATURES)
          // The editor's addresses name drafts.
          .with("Referrer-Policy", "same-origin");

  private EditorHeaders() {}
}
