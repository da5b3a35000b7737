package dev.galley.post.asset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Files by their content's hash, under {@code sha256/}, and a plain tree of paths that leads to
 * them. A file is complete and on the disk before it has its name, so that a crash leaves none that
 * is half there.
 */
final class AssetFolder {

  private final Path root;

  AssetFolder(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** Stores content under its hash, unless it is there already. */
  void store(String sha256, byte[] bytes) throws IOException {
    Path file = content(sha256);
    if (Files.exists(file)) {
      return;
    }
    Path parent = Files.createDirectories(file.resolveSibling(""));
    Path temporary = temporary(file);
    try {
      write(temporary, bytes);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    force(parent);
  }

  /**
   * Makes a path lead to stored content, in place of what it led to before.
   *
   * @param path relative, normalised, with {@code /} between folders
   */
  void link(String path, String sha256) throws IOException {
    Path link = at(path);
    Files.createDirectories(link.resolveSibling(""));
    Path temporary = temporary(link);
    try {
      linkOrCopy(temporary, content(sha256));
      Files.move(temporary, link, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      // Renaming a link onto another link to the same file leaves both (POSIX, rename).
      Files.deleteIfExists(temporary);
    }
  }

  /** Makes a path lead nowhere. */
  void unlink(String path) throws IOException {
    Files.deleteIfExists(at(path));
  }

  /** Removes content to which no path leads. */
  void remove(String sha256) throws IOException {
    Files.deleteIfExists(content(sha256));
  }

  boolean isLinked(String path) {
    return Files.isRegularFile(at(path));
  }

  /** Where content is. */
  Path content(String sha256) {
    return root.resolve("sha256").resolve(sha256.substring(0, 2)).resolve(sha256);
  }

  private Path at(String path) {
    Path resolved = root.resolve(path).normalize();
    if (!resolved.startsWith(root) || resolved.startsWith(root.resolve("sha256"))) {
      throw new RefusedAsset("a path that leads out of the folder of assets");
    }
    return resolved;
  }

  private static Path temporary(Path file) {
    return file.resolveSibling("." + UUID.randomUUID() + ".tmp");
  }

  private static void linkOrCopy(Path link, Path content) throws IOException {
    try {
      Files.createLink(link, content);
    } catch (UnsupportedOperationException | FileAlreadyExistsException e) {
      Files.copy(content, link, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** A new name is on the disk only when its folder is. */
  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (AccessDeniedException e) {
      // Windows does not open folders, and does not need this.
      return;
    }
  }
}
