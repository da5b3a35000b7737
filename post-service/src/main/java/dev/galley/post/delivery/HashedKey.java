package dev.galley.post.delivery;

import dev.galley.web.Sha256;
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
    byte[] hash = Sha256.of(text.toString());
    return HexFormat.of().formatHex(hash).substring(0, HEX_CHARS);
  }
}
