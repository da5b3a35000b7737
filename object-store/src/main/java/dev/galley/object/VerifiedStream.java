package dev.galley.object;

import dev.galley.web.Sha256;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Hashes what is read, and does not end as if all were well when that is something else. */
final class VerifiedStream extends FilterInputStream {

  private final String sha256;
  private final MessageDigest digest = Sha256.digest();
  private boolean ended;

  VerifiedStream(InputStream in, String sha256) {
    super(in);
    this.sha256 = sha256;
  }

  @Override
  public int read() throws IOException {
    int read = in.read();
    if (read < 0) {
      end();
    } else {
      digest.update((byte) read);
    }
    return read;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read = in.read(bytes, from, length);
    if (read < 0) {
      end();
    } else {
      digest.update(bytes, from, read);
    }
    return read;
  }

  /** By reading, since what is left out is hashed too. */
  @Override
  public long skip(long bytes) throws IOException {
    return readNBytes((int) Math.min(Math.max(bytes, 0), 8192)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void end() throws IOException {
    if (!ended) {
      ended = true;
      if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
        throw new WrongBytes(sha256);
      }
    }
  }
}
