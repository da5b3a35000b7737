package dev.galley.object;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Objects in a folder, as files {@code sha256/ab/abcdef...}. A file is complete and on the disk
 * before it has its name, so that a crash leaves none that is half there.
 */
public final class FolderStore implements ObjectStore {

  private final Path root;

  /** Objects in a folder, which is made when the first one is stored. */
  public FolderStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public void put(String sha256, Path content) throws IOException {
    Path file = file(sha256);
    if (check(sha256) == Condition.SOUND) {
      return;
    }
    PrivateFolder.create(root);
    Path parent = Files.createDirectories(file.resolveSibling(""));
    Path temporary = file.resolveSibling("." + UUID.randomUUID() + ".tmp");
    try {
      write(temporary, sha256, content);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    force(parent);
  }

  private static void write(Path file, String sha256, Path content) throws IOException {
    try (InputStream in = new VerifiedStream(Files.newInputStream(content), sha256);
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel)) {
      in.transferTo(out);
      channel.force(true);
    }
  }

  /** Where an object is, or would be; for those who serve files, and only read them. */
  public Path file(String sha256) {
    return root.resolve(ObjectKey.of(sha256));
  }

  @Override
  public Optional<ObjectInfo> find(String sha256) throws IOException {
    try {
      return Optional.of(new ObjectInfo(sha256, Files.size(file(sha256))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public InputStream open(String sha256, long offset) throws IOException {
    try {
      FileChannel channel = FileChannel.open(file(sha256), StandardOpenOption.READ);
      InputStream in = Channels.newInputStream(channel.position(offset));
      return offset == 0 ? new VerifiedStream(in, sha256) : in;
    } catch (NoSuchFileException e) {
      throw new NoSuchObject(sha256);
    }
  }

  @Override
  public void delete(String sha256) throws IOException {
    Files.deleteIfExists(file(sha256));
  }

  @Override
  public List<ObjectInfo> list(@Nullable String after, int limit) throws IOException {
    List<ObjectInfo> found = new ArrayList<>();
    for (String folder : names(root.resolve(ObjectKey.ROOT))) {
      if (after != null && folder.compareTo(after.substring(0, ObjectKey.FOLDER_CHARS)) < 0) {
        continue;
      }
      for (String name : names(root.resolve(ObjectKey.ROOT).resolve(folder))) {
        if (found.size() == limit) {
          return found;
        }
        if (ObjectKey.isName(name) && (after == null || name.compareTo(after) > 0)) {
          find(name).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    } catch (NoSuchFileException e) {
      return List.of();
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

  @Override
  public String toString() {
    return "folder " + root;
  }
}
