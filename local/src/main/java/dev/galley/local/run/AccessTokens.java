package dev.galley.local.run;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Makes tokens as post-service makes its own: 256 random bits behind a prefix that scanners know.
 */
final class AccessTokens {

  private static final String PREFIX = "glly_";
  private static final int BYTES = 32;

  private AccessTokens() {}

  static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
