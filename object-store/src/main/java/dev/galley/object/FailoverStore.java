package dev.galley.object;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads from a second store what the first one has not got, or does not give. Writes go to the
 * first one alone: who replicates brings them to the second.
 *
 * <p>A first one that is away is left alone for some seconds, so that not every reader waits until
 * a connection is given up. What it may have is not said to be missing meanwhile.
 */
final class FailoverStore implements ObjectStore {

  static final Duration PAUSE = Duration.ofSeconds(5);

  private final ObjectStore first;
  private final ObjectStore second;
  private final InstantSource clock;
  private volatile long awayUntil = Long.MIN_VALUE;

  /** Reads from two stores; closing this closes both. */
  FailoverStore(ObjectStore first, ObjectStore second, InstantSource clock) {
    this.first = first;
    this.second = second;
    this.clock = clock;
  }

  private interface Reading<T> {
    T from(ObjectStore store) throws IOException;
  }

  private <T> T read(Reading<T> reading) throws IOException {
    if (clock.millis() >= awayUntil) {
      try {
        return reading.from(first);
      } catch (NoSuchObject missing) {
        return reading.from(second);
      } catch (WrongBytes wrong) {
        return orElse(reading, second, wrong);
      } catch (IOException away) {
        awayUntil = clock.millis() + PAUSE.toMillis();
        return orElse(reading, second, away);
      }
    }
    try {
      return reading.from(second);
    } catch (IOException missing) {
      return reading.from(first);
    }
  }

  /** A missing object is known to be missing only when both have said so. */
  private static <T> T orElse(Reading<T> reading, ObjectStore second, IOException failure)
      throws IOException {
    try {
      return reading.from(second);
    } catch (IOException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }

  @Override
  public Optional<ObjectInfo> find(String sha256) throws IOException {
    try {
      return Optional.of(read(store -> existing(store, sha256)));
    } catch (NoSuchObject e) {
      return Optional.empty();
    }
  }

  private static ObjectInfo existing(ObjectStore store, String sha256) throws IOException {
    return store.find(sha256).orElseThrow(() -> new NoSuchObject(sha256));
  }

  @Override
  public InputStream open(String sha256, long offset) throws IOException {
    return read(store -> store.open(sha256, offset));
  }

  /** Also from the second when the bytes of the first one break off, or are wrong. */
  @Override
  public void fetch(String sha256, Path file) throws IOException {
    read(
        store -> {
          store.fetch(sha256, file);
          return true;
        });
  }

  @Override
  public List<ObjectInfo> list(@Nullable String after, int limit) throws IOException {
    return read(store -> store.list(after, limit));
  }

  @Override
  public void put(String sha256, Path content) throws IOException {
    first.put(sha256, content);
  }

  @Override
  public void delete(String sha256) throws IOException {
    first.delete(sha256);
  }

  @Override
  public boolean copyFrom(ObjectStore source, String sha256) throws IOException {
    return first.copyFrom(source, sha256);
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }

  @Override
  public String toString() {
    return first + ", else " + second;
  }
}
