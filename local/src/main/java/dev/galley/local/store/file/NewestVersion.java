package dev.galley.local.store.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.mvstore.MVStore;

/**
 * Remembers beside a store's file which version of it is on disk. Where the end of the file is
 * damaged, H2 opens the newest version before that and says nothing; what is written next
 * overwrites the rest.
 *
 * <p>The record is written after each commit and reaches the disk whenever the system takes it
 * there: it is a lower bound after a power failure, and exact after the end of the process.
 */
final class NewestVersion implements AutoCloseable {

  private static final Pattern FORM = Pattern.compile("([0-9a-f]+) (\\d+) *\\n");
  private static final int RECORD_BYTES = 64;

  /** A file of a store begins with two copies of its header. */
  private static final int SMALLEST_FILE_BYTES = 2 * 4096;

  private record Version(String store, long number) {

    static Version of(MVStore opened) {
      Object created = opened.getStoreHeader().get("created");
      String store =
          created instanceof Number number
              ? Long.toHexString(number.longValue())
              : String.valueOf(created);
      return new Version(store, opened.getCurrentVersion());
    }
  }

  private final Path file;
  private final FileChannel channel;

  private NewestVersion(Path file) throws IOException {
    this.file = file;
    this.channel =
        FileChannel.open(
            beside(file),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
  }

  static NewestVersion of(Path file) {
    try {
      return new NewestVersion(file);
    } catch (IOException e) {
      throw new StoreUnusable("The store " + file + " cannot be opened: " + e.getMessage(), e);
    }
  }

  /**
   * Looks whether a file still holds what is remembered of it. Another file in its place, such as a
   * compacted one, is taken as it is.
   *
   * @throws StoreUnusable when it does not; nothing was changed then, and there is a copy of the
   *     file
   */
  void check() {
    Optional<Version> remembered = read();
    if (remembered.isEmpty()) {
      return;
    }
    Version wanted = remembered.get();
    try {
      if (!Files.exists(file) || Files.size(file) < SMALLEST_FILE_BYTES) {
        throw damaged(wanted, "nothing of it is there");
      }
      Version found = readable();
      if (found.store().equals(wanted.store()) && found.number() < wanted.number()) {
        throw damaged(wanted, "the newest that can be read is " + found.number());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Version readable() {
    try (MVStore store = new MVStore.Builder().fileName(file.toString()).readOnly().open()) {
      return Version.of(store);
    }
  }

  private StoreUnusable damaged(Version wanted, String found) throws IOException {
    String copy = "";
    if (Files.exists(file)) {
      Path kept = file.resolveSibling(file.getFileName() + ".damaged-" + wanted.number());
      if (!Files.exists(kept)) {
        Files.copy(file, kept);
      }
      copy = " A copy of it as it is now is " + kept + ".";
    }
    return new StoreUnusable(
        "The store %s is damaged: version %d of it was on disk, but %s. Nothing was changed.%s Restore the data folder from a backup; or, to go on with the older state and lose what was written since, delete %s."
            .formatted(file, wanted.number(), found, copy, beside(file)));
  }

  /** Remembers that all of a store's current version is on disk. */
  void remember(MVStore store) throws IOException {
    Version version = Version.of(store);
    String record = version.store() + " " + version.number();
    String padded = record + " ".repeat(RECORD_BYTES - 1 - record.length()) + "\n";
    channel.write(ByteBuffer.wrap(padded.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  /** A record that a power failure left half is none. */
  private Optional<Version> read() {
    try {
      ByteBuffer bytes = ByteBuffer.allocate(RECORD_BYTES);
      channel.read(bytes, 0);
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
      Matcher form = FORM.matcher(text);
      return form.matches()
          ? Optional.of(new Version(form.group(1), Long.parseLong(form.group(2))))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + ".version");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
