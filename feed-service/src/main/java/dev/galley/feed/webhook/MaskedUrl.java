package dev.galley.feed.webhook;

import java.net.URI;

/**
 * A webhook's address for those who may not change it: many hold a secret in their path or query,
 * with which anybody can call the subscriber.
 */
final class MaskedUrl {

  private static final int SHOWN_CHARS = 4;

  private MaskedUrl() {}

  /** Scheme, host and port, and a few characters of a path that is much longer. */
  static String of(URI url) {
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    String shown = path.substring(0, Math.min(SHOWN_CHARS, path.length() / SHOWN_CHARS));
    return url.getScheme()
        + "://"
        + url.getHost()
        + (url.getPort() < 0 ? "" : ":" + url.getPort())
        + (shown.isEmpty() ? "/" : shown)
        + "…";
  }
}
