package dev.galley.post.token;

import dev.galley.post.people.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the first owner's token at the very first start and leaves it in a file. The file first,
 * under a name of its own: a crash in between leaves a token that does not work, and the next start
 * makes another one. Of several instances that start at once, one makes it.
 */
final class FirstToken {

  private static final Logger log = LoggerFactory.getLogger(FirstToken.class);

  private final Tokens tokens;
  private final Secrets secrets;
  private final Clock clock;
  private final Path file;

  FirstToken(Tokens tokens, Secrets secrets, Clock clock, Path file) {
    this.tokens = tokens;
    this.secrets = secrets;
    this.clock = clock;
    this.file = file;
  }

  void createIfThereIsNone() {
    if (!tokens.isEmpty()) {
      return;
    }
    String secret = secrets.next();
    Path prepared = prepare(secret);
    boolean first =
        tokens.insert(
            new Token(
                Secrets.hash(secret),
                "owner",
                Role.OWNER,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                null));
    settle(prepared, first);
    if (first) {
      log.info("The owner's token is in {}; delete the file once you have it", file);
    }
  }

  private Path prepare(String secret) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Path prepared =
          Files.createTempFile(folder, file.getFileName() + ".", ".new", forOwnerOnly());
      return Files.writeString(prepared, secret + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("The owner's token cannot be written to " + file, e);
    }
  }

  private void settle(Path prepared, boolean first) {
    try {
      if (first) {
        Files.move(prepared, file, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.delete(prepared);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The owner's token stays in " + prepared, e);
    }
  }

  private static FileAttribute<?>[] forOwnerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
