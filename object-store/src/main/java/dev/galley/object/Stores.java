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
   * @throws IllegalArgumentException when both are one, for then nothing would be copied
   * @param folder the first one where it names none
   */
  public static Stores of(Path folder, @Nullable Place first, @Nullable Place second) {
    ObjectStore one = first != null && first.isGiven() ? first.open() : new FolderStore(folder);
    ObjectStore other = second != null && second.isGiven() ? second.open() : null;
    if (other != null && other.toString().equals(one.toString())) {
      throw new IllegalArgumentException(
          "The second store of files is the first one: " + one + ". Name another place, or none");
    }
    return new Stores(one, other);
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
