package dev.galley.feed.access;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a request shows of its sender.
 *
 * @param authorization the header with a bearer token; absent when there is none
 * @param cookie the header with a session; absent when there is none
 */
record Credentials(@Nullable String authorization, @Nullable String cookie) {

  static Credentials of(HttpServletRequest request) {
    return new Credentials(request.getHeader("Authorization"), request.getHeader("Cookie"));
  }

  boolean isEmpty() {
    return authorization == null && cookie == null;
  }

  /** Whether a browser added them by itself, as it does for requests that other sites provoke. */
  boolean isAmbient() {
    return authorization == null;
  }

  /** Stands for them in memory. */
  String fingerprint() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((authorization + "\n" + cookie).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "Credentials[hidden]";
  }
}
