package dev.galley.post.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * What was sent to see a plan, for some minutes, so that the same person need not send it again to
 * have it imported. Only this instance has it, and it ends with it: whoever asks another one sends
 * it again. Thread-safe.
 */
final class KeptUploads implements Closeable {

  static final Duration KEPT = Duration.ofMinutes(15);

  private static final int MAX_FILES = 4;
  private static final long MAX_BYTES = 200L * 1024 * 1024;

  private final Clock clock;

  /** The oldest first. */
  private final Deque<Upload> uploads = new ArrayDeque<>();

  private record Upload(UUID id, String owner, Path file, long bytes, Instant until) {}

  /** Nothing is kept under this id for whoever asks, or no longer, or by another instance. */
  static final class UploadUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UploadUnknown() {
      super("Nothing is kept under this id");
    }
  }

  KeptUploads(Clock clock) {
    this.clock = clock;
  }

  /**
   * Takes a file over, in place of an older one of the same owner, and of others' where there is no
   * room.
   *
   * @return the id to ask for it; empty when it is too large to be kept, and stays the caller's
   */
  synchronized Optional<UUID> keep(Path file, String owner) throws IOException {
    long bytes = Files.size(file);
    if (bytes > MAX_BYTES) {
      return Optional.empty();
    }
    drop(upload -> upload.owner().equals(owner));
    while (uploads.size() >= MAX_FILES || total() + bytes > MAX_BYTES) {
      Upload oldest = uploads.getFirst();
      drop(oldest::equals);
    }
    // Of a random number that is fit for secrets.
    UUID id = UUID.randomUUID();
    uploads.add(new Upload(id, owner, file, bytes, clock.instant().plus(KEPT)));
    return Optional.of(id);
  }

  /**
   * The file, which stays kept.
   *
   * @throws UploadUnknown when the owner has none with this id here
   */
  synchronized Path find(UUID id, String owner) {
    forget();
    return uploads.stream()
        .filter(upload -> upload.id().equals(id) && upload.owner().equals(owner))
        .map(Upload::file)
        .findFirst()
        .orElseThrow(UploadUnknown::new);
  }

  synchronized void drop(UUID id) {
    drop(upload -> upload.id().equals(id));
  }

  /** Deletes what was kept for long enough. */
  @Scheduled(fixedDelayString = "PT1M")
  synchronized void forget() {
    Instant now = clock.instant();
    drop(upload -> !now.isBefore(upload.until()));
  }

  @Override
  public synchronized void close() {
    drop(upload -> true);
  }

  private long total() {
    return uploads.stream().mapToLong(Upload::bytes).sum();
  }

  private void drop(Predicate<Upload> which) {
    uploads.removeIf(
        upload -> {
          if (which.test(upload)) {
            delete(upload.file());
            return true;
          }
          return false;
        });
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
