package dev.galley.post.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Names for steps that may stand in a document's path: what they hold comes from a topic. */
final class HashedKey {

  private static final int HEX_CHARS = 32;

  private HashedKey() {}

  /** The same for the same parts, and for no others. */
  static String of(@Nullable Object... parts) {
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      String value = String.valueOf(part);
      text.append(value.length()).append(':').append(value);
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, HEX_CHARS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
