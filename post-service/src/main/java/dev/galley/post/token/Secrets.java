package dev.galley.post.token;

import dev.galley.web.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes secrets of 256 random bits and the hashes under which they are known. */
public final class Secrets {

  /** Lets people and secret scanners recognise a token. */
  static final String PREFIX = "glly_";

  /** The same of a sign-in link, which is good once. */
  public static final String ONE_TIME_PREFIX = PREFIX + "once_";

  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();

  public String next() {
    return behind(PREFIX);
  }

  public String oneTime() {
    return behind(ONE_TIME_PREFIX);
  }

  private String behind(String prefix) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * The hash of a secret in hexadecimal. Plain SHA-256: there is nothing to guess about 256 random
   * bits, so nothing to slow down.
   */
  public static String hash(String secret) {
    return Sha256.hex(secret);
  }
}
