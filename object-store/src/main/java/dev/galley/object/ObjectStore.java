package dev.galley.object;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Objects by the SHA-256 of their bytes, so that a name says what has to be there. Thread-safe;
 * several processes may use one. An {@link IOException} says that the store is away or broken, and
 * that whoever repeats the call may have an answer; no method gives wrong bytes for right ones.
 * What {@link #toString} says is where the store is, without anything that is secret.
 */
public interface ObjectStore extends AutoCloseable {

  /**
   * Stores an object, streamed. It is durable and verified when this returns, and nobody sees it
   * before; one that is there already is left as it is, or replaced where its bytes are wrong.
   *
   * @throws IOException also when the file's bytes have another hash; nothing is stored then
   */
  void put(String sha256, Path content) throws IOException;

  /** An object that is there as a whole. Its bytes are not read. */
  Optional<ObjectInfo> find(String sha256) throws IOException;

  /**
   * Reads an object, under time limits. Read from its first byte to its last one it is compared
   * with its name: the read that would tell of the end throws for other bytes.
   *
   * @param offset bytes to leave out at the beginning; not larger than the object
   * @throws NoSuchObject when it is not there
   */
  InputStream open(String sha256, long offset) throws IOException;

  /**
   * Reads an object into a file, which has all its bytes when this returns.
   *
   * @throws NoSuchObject when it is not there
   */
  default void fetch(String sha256, Path file) throws IOException {
    try (InputStream in = open(sha256, 0);
        OutputStream out = Files.newOutputStream(file)) {
      in.transferTo(out);
    }
  }

  /** What a store has under a name. */
  enum Condition {
    SOUND,
    DAMAGED,
    MISSING
  }

  /**
   * Compares an object with its name, by reading all its bytes.
   *
   * @throws IOException when that cannot be told
   */
  default Condition check(String sha256) throws IOException {
    try (InputStream in = open(sha256, 0)) {
      in.transferTo(OutputStream.nullOutputStream());
      return Condition.SOUND;
    } catch (NoSuchObject e) {
      return Condition.MISSING;
    } catch (WrongBytes e) {
      return Condition.DAMAGED;
    }
  }

  /** Removes an object; one that is not there stays so. */
  void delete(String sha256) throws IOException;

  /**
   * What is there, by hash.
   *
   * @param after the hash behind which to begin; null for the beginning
   * @param limit of the answer; a shorter answer is the last one
   */
  List<ObjectInfo> list(@Nullable String after, int limit) throws IOException;

  /**
   * Copies an object from another store without its bytes coming here, where the two allow it. It
   * is verified as by {@link #put}.
   *
   * @return false where they do not; nothing happened then
   * @throws NoSuchObject when the source does not have it
   */
  default boolean copyFrom(ObjectStore source, String sha256) throws IOException {
    return false;
  }

  @Override
  default void close() {}
}
