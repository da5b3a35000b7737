package dev.galley.local.backup;

import dev.galley.web.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** What a file holds, by length and hash. */
record Content(long bytes, String sha256) {

  private static final int BUFFER_BYTES = 64 * 1024;

  static Content of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return copy(in, OutputStream.nullOutputStream(), Long.MAX_VALUE);
    }
  }

  /**
   * Copies a stream.
   *
   * @param most bytes that are copied; one more is read, so that too many are noticed
   */
  static Content copy(InputStream in, OutputStream out, long most) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    for (int read = in.read(buffer); read > 0 && bytes <= most; read = in.read(buffer)) {
      digest.update(buffer, 0, read);
      out.write(buffer, 0, read);
      bytes += read;
    }
    return new Content(bytes, HexFormat.of().formatHex(digest.digest()));
  }
}
