package dev.galley.post.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the first owner's token at the very first start and leaves it in a file. The file first: a
 * crash in between leaves a token that does not work, and the next start makes another one.
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
    write(secret);
    tokens.insert(
        new Token(
            Secrets.hash(secret),
            "owner",
            Role.OWNER,
            false,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            null,
            null,
            null));
    log.info("The owner's token is in {}; delete the file once you have it", file);
  }

  private void write(String secret) {
    try {
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      Files.deleteIfExists(file);
      Files.createFile(file, forOwnerOnly());
      Files.writeString(file, secret + "\n", StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("The owner's token cannot be written to " + file, e);
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
