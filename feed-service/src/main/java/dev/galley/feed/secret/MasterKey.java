package dev.galley.feed.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;

/** Where the key comes from that stored secrets are encrypted with. */
final class MasterKey {

  private static final int BYTES = 32;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private MasterKey() {}

  /**
   * The key in a file; a new one, readable by the owner alone, where there is none.
   *
   * @throws IllegalStateException when the file holds something else, or others may read it
   */
  static byte[] in(Path file) {
    try {
      if (Files.notExists(file)) {
        create(file);
      }
      refuseOthers(file);
      return decode(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("The master key in " + file + " cannot be read", e);
    }
  }

  /**
   * A key as it is written in a file or an environment variable.
   *
   * @throws IllegalStateException when it is not 32 bytes in base64
   */
  static byte[] decode(String base64) {
    try {
      byte[] key = Base64.getDecoder().decode(base64.strip());
      if (key.length == BYTES) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // The same as a wrong length; the exception would quote the key.
    }
    throw new IllegalStateException("The master key must be 32 bytes in base64");
  }

  private static void create(Path file) throws IOException {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a folder");
    Files.createDirectories(folder);
    Path written = isPosix() ? ownedTemporary(folder) : Files.createTempFile(folder, "key", null);
    Files.writeString(written, Base64.getEncoder().encodeToString(key) + "\n");
    try {
      // A link and not a move: of two processes that start at once, one wins and both use its key.
      Files.createLink(file, written);
    } catch (FileAlreadyExistsException e) {
      // The other one was faster.
    } catch (UnsupportedOperationException e) {
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.deleteIfExists(written);
  }

  private static Path ownedTemporary(Path folder) throws IOException {
    return Files.createTempFile(
        folder, "key", null, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
  }

  private static void refuseOthers(Path file) throws IOException {
    if (isPosix()
        && Files.getPosixFilePermissions(file).stream()
            .anyMatch(permission -> permission.name().startsWith("OTHERS_"))) {
      throw new IllegalStateException(
          "The master key in " + file + " is open to other users: chmod 600 " + file);
    }
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
