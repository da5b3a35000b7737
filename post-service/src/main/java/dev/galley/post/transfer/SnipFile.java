package dev.galley.post.transfer;

import dev.galley.post.snip.SnipPath;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A file that is to become a post.
 *
 * @param modifiedAt what the archive says; stands in for times that the file does not give
 */
record SnipFile(SnipPath path, byte[] bytes, Instant modifiedAt) {

  /** The hash of the bytes, in lower-case hexadecimal. */
  String sha256() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
