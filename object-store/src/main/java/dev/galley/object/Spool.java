package dev.galley.object;

import dev.galley.web.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Takes what comes in, or is to be given whole, to a temporary file and hashes it on the way, so
 * that neither a store nor the memory has it before anybody knows what it is. What all such files
 * may have together is limited. Thread-safe.
 */
public final class Spool {

  private static final int BUFFER_BYTES = 64 * 1024;

  /** What a process that was killed left; no upload takes as long. */
  private static final Duration LEFT_BEHIND = Duration.ofDays(1);

  private final Path folder;
  private final long maxBytes;
  private final AtomicLong held = new AtomicLong();

  /**
   * @param folder for the temporary files; made when the first one is
   * @param maxBytes of all files at once
   */
  public Spool(Path folder, long maxBytes) {
    this.folder = folder;
    this.maxBytes = maxBytes;
  }

  /**
   * Takes all that comes.
   *
   * @param maxBytesOfOne of this one
   * @throws TooLarge when it is larger
   * @throws SpoolFull when there is no place for it now
   * @throws IOException when it does not come, or the disk fails; nothing is left in any case
   */
  public Spooled take(InputStream in, long maxBytesOfOne) throws IOException {
    PrivateFolder.create(folder);
    Path file = Files.createTempFile(folder, "object-", ".tmp");
    long bytes = 0;
    boolean complete = false;
    try (OutputStream out = Files.newOutputStream(file)) {
      MessageDigest digest = Sha256.digest();
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (bytes + read > maxBytesOfOne) {
          throw new TooLarge(maxBytesOfOne);
        }
        bytes += reserve(read);
        digest.update(buffer, 0, read);
        out.write(buffer, 0, read);
      }
      complete = true;
      return new Spooled(this, file, HexFormat.of().formatHex(digest.digest()), bytes);
    } finally {
      if (!complete) {
        release(file, bytes);
      }
    }
  }

  /**
   * Takes an object out of a store, with all its bytes and those that its name says.
   *
   * @param bytes its size
   * @throws SpoolFull when there is no place for it now
   * @throws IOException as {@link ObjectStore#fetch}; nothing is left in any case
   */
  public Spooled fetch(ObjectStore store, String sha256, long bytes) throws IOException {
    PrivateFolder.create(folder);
    Path file = Files.createTempFile(folder, "object-", ".tmp");
    long reserved = 0;
    boolean complete = false;
    try {
      reserved = reserve(bytes);
      store.fetch(sha256, file);
      complete = true;
      return new Spooled(this, file, sha256, bytes);
    } finally {
      if (!complete) {
        release(file, reserved);
      }
    }
  }

  private long reserve(long bytes) throws SpoolFull {
    if (held.addAndGet(bytes) > maxBytes) {
      held.addAndGet(-bytes);
      throw new SpoolFull();
    }
    return bytes;
  }

  void release(Path file, long bytes) throws IOException {
    held.addAndGet(-bytes);
    Files.deleteIfExists(file);
  }

  /** Removes what a process left that was killed. */
  public void clean(Instant now) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      for (Path file : all) {
        removeIfLeft(file, now.minus(LEFT_BEHIND));
      }
    } catch (NoSuchFileException e) {
      // Nothing has been here yet, or another process was faster.
      return;
    }
  }

  private static void removeIfLeft(Path file, Instant before) throws IOException {
    if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
      Files.deleteIfExists(file);
    }
  }

  /** What comes is larger than allowed. */
  public static final class TooLarge extends IOException {

    private static final long serialVersionUID = 1L;

    private final long maxBytes;

    TooLarge(long maxBytes) {
      super("More than " + maxBytes + " bytes");
      this.maxBytes = maxBytes;
    }

    /** What is allowed. */
    public long maxBytes() {
      return maxBytes;
    }
  }

  /** Too much comes in at once; there is place again when others are done. */
  public static final class SpoolFull extends IOException {

    private static final long serialVersionUID = 1L;

    SpoolFull() {
      super("No more can be taken in at this moment");
    }
  }
}
