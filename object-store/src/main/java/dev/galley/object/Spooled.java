package dev.galley.object;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** What came in, in a temporary file that goes when this is closed. */
public final class Spooled implements AutoCloseable {

  private final Spool spool;
  private final Path path;
  private final String sha256;
  private final long bytes;
  private boolean closed;

  Spooled(Spool spool, Path path, String sha256, long bytes) {
    this.spool = spool;
    this.path = path;
    this.sha256 = sha256;
    this.bytes = bytes;
  }

  /** The file; not to be changed. */
  public Path path() {
    return path;
  }

  /** The hash of its bytes, 64 lower-case hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  /** Its size. */
  public long bytes() {
    return bytes;
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      spool.release(path, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
