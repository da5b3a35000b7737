package dev.galley.post.transfer;

import dev.galley.post.snip.SnipPath;
import dev.galley.web.Sha256;
import java.time.Instant;

/**
 * A file that is to become a post.
 *
 * @param modifiedAt what the archive says; stands in for times that the file does not give
 */
record SnipFile(SnipPath path, byte[] bytes, Instant modifiedAt) {

  /** The hash of the bytes, in lower-case hexadecimal. */
  String sha256() {
    return Sha256.hex(bytes);
  }
}
