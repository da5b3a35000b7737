package dev.galley.feed.mail;

import dev.galley.stream.codec.EventIds;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps mails as files where there is no server: whoever has just begun sees what would be sent.
 * Each file is a message as mail programs open it; the newest ones stay. Thread-safe.
 */
final class MailFolder implements Mailer {

  private static final String SUFFIX = ".eml";
  private static final String UNFINISHED = ".tmp";
  private static final Pattern NAME = Pattern.compile("[0-9a-f-]{36}");
  private static final int SWEEP_EVERY = 50;

  /**
   * A mail that is kept.
   *
   * @param text absent in lists
   * @param html absent in lists
   */
  record Kept(
      String id,
      Instant at,
      String to,
      String subject,
      @Nullable String text,
      @Nullable String html) {}

  private final Path folder;
  private final int keep;
  private final AtomicInteger written = new AtomicInteger();

  MailFolder(Path folder, int keep) {
    this.folder = folder;
    this.keep = keep;
  }

  @Override
  public int places() {
    return 1;
  }

  @Override
  public Result send(Mail mail) {
    try {
      Files.createDirectories(folder);
      String id = EventIds.next().toString();
      Path draft = created(folder.resolve(id + UNFINISHED));
      Files.write(draft, mail.content());
      Files.move(draft, folder.resolve(id + SUFFIX));
      if (written.incrementAndGet() % SWEEP_EVERY == 0) {
        removeOld();
      }
      return new Result.Accepted();
    } catch (IOException e) {
      return new Result.Away("the folder for mails cannot be written to");
    }
  }

  /** Addresses and links that work are in it. */
  private static Path created(Path file) throws IOException {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
        : Files.createFile(file);
  }

  private void removeOld() throws IOException {
    for (String old : names().stream().skip(keep).toList()) {
      Files.deleteIfExists(file(old));
    }
  }

  /** What a crash has left, of whoever: a mail that is being written just now is written again. */
  private void removeUnfinished() throws IOException {
    if (Files.exists(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + UNFINISHED)) {
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** By ids that sort by age, the newest first. */
  private List<String> names() throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .filter(name -> NAME.matcher(name).matches())
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  private Path file(String id) {
    return folder.resolve(id + SUFFIX);
  }

  /**
   * The newest mails.
   *
   * @param before the id of the last one of the list before; absent to begin
   */
  List<Kept> list(@Nullable String before, int limit) {
    try {
      return names().stream()
          .filter(name -> before == null || name.compareTo(before) < 0)
          .limit(limit)
          .flatMap(name -> read(name, false).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One with what it says. */
  Optional<Kept> find(String id) {
    return NAME.matcher(id).matches() ? read(id, true) : Optional.empty();
  }

  @Override
  public void forget(MailAddress address) {
    try {
      removeUnfinished();
      for (String name : names()) {
        if (read(name, false)
            .filter(mail -> mail.to().equalsIgnoreCase(address.text()))
            .isPresent()) {
          Files.deleteIfExists(file(name));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Kept> read(String id, boolean whole) {
    try (InputStream in = Files.newInputStream(file(id))) {
      MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), in);
      return Optional.of(
          new Kept(
              id,
              message.getSentDate().toInstant(),
              message.getHeader("To", ", "),
              String.valueOf(message.getSubject()),
              whole ? content(message, "text/plain") : null,
              whole ? content(message, "text/html") : null));
    } catch (NoSuchFileException removed) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MessagingException e) {
      throw new IllegalStateException("A kept mail cannot be read", e);
    }
  }

  private static @Nullable String content(Part part, String type)
      throws MessagingException, IOException {
    if (part.isMimeType(type)) {
      return String.valueOf(part.getContent());
    }
    if (part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        String found = content(parts.getBodyPart(i), type);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
