package dev.galley.object;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The stores of a site.
 *
 * @param first where objects are put
 * @param second where they are copied to; null where nothing is replicated
 */
public record Stores(ObjectStore first, @Nullable ObjectStore second) implements AutoCloseable {

  /**
   * The stores that configuration names.
   *
   * @param folder the first one where it names none
   */
  public static Stores of(Path folder, @Nullable Place first, @Nullable Place second) {
    return new Stores(
        first != null && first.isGiven() ? first.open() : new FolderStore(folder),
        second != null && second.isGiven() ? second.open() : null);
  }

  /** The second one, if there is one. */
  public Optional<ObjectStore> copy() {
    return Optional.ofNullable(second);
  }

  /** All of them. */
  public List<ObjectStore> all() {
    return Stream.concat(Stream.of(first), copy().stream()).toList();
  }

  /** What reads from whichever has an object. */
  public ObjectStore reading(InstantSource clock) {
    return second == null ? first : new FailoverStore(first, second, clock);
  }

  @Override
  public void close() {
    all().forEach(ObjectStore::close);
  }
}
