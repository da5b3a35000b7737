package dev.galley.feed.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * What a webhook's address must look like. Where it leads is decided at each connection, see {@link
 * GuardedDns}.
 */
public final class TargetPolicy {

  private static final int MAX_CHARS = 2048;
  private static final int MAX_PORT = 65_535;

  private final boolean allowHttp;

  /**
   * @param allowHttp whether an address may be plain http
   */
  public TargetPolicy(boolean allowHttp) {
    this.allowHttp = allowHttp;
  }

  /**
   * Reads an address.
   *
   * @throws TargetRefused when it is none that may be called, with the reason
   */
  public URI accept(String written) {
    if (written.length() > MAX_CHARS) {
      throw new TargetRefused("must have at most " + MAX_CHARS + " characters");
    }
    URI target = parse(written);
    String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(allowHttp && scheme.equals("http"))) {
      throw new TargetRefused(allowHttp ? "must be an http or https URL" : "must be an https URL");
    }
    // Also null for hosts that are not ASCII, and with them for dots that only look like dots.
    if (target.getHost() == null || target.getHost().isEmpty()) {
      throw new TargetRefused("must name a host, in ASCII");
    }
    // RFC 3986 allows any digits.
    if (target.getPort() == 0 || target.getPort() > MAX_PORT) {
      throw new TargetRefused("must have a port from 1 to " + MAX_PORT + ", or none");
    }
    if (target.getRawUserInfo() != null) {
      throw new TargetRefused("must not have a user name or password");
    }
    if (target.getRawFragment() != null) {
      throw new TargetRefused("must not have a fragment");
    }
    return target;
  }

  private static URI parse(String written) {
    try {
      return new URI(written.strip());
    } catch (URISyntaxException e) {
      throw new TargetRefused("must be a URL");
    }
  }
}
