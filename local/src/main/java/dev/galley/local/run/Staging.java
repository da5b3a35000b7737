package dev.galley.local.run;

import dev.galley.local.store.EmbeddedStore;
import dev.galley.object.FolderStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.springframework.util.FileSystemUtils;

/**
 * Puts aside everything that a Galley keeps as it is at one moment: the files while the store runs
 * no command, and the store as it is then. It is what a {@code kill -9} at that moment would leave,
 * and so whatever the parts do to survive one makes it whole.
 */
final class Staging {

  /** Made again from the store, or of no use elsewhere. */
  private static final Set<String> LEFT_OUT = Set.of("cache", "kafka", "log", "run", "store");

  /** Whatever lies below is replaced by renaming and never written to, so a link keeps it. */
  private static final Set<String> LINKED = Set.of("assets", "mail");

  private static final long ROOM_BYTES = 64L * 1024 * 1024;

  private Staging() {}

  /**
   * Puts everything into the folder's staging place; what an earlier backup left there goes.
   *
   * @throws CannotRun when the disk has no room for it, or fails
   */
  static void of(DataFolder data, EmbeddedStore store) {
    Path staging = data.staging();
    try {
      FileSystemUtils.deleteRecursively(staging);
      // A full disk would end the Galley that runs.
      long room = Files.getFileStore(data.path()).getUsableSpace();
      if (room < store.fileBytes() + ROOM_BYTES) {
        throw new CannotRun(
            "A backup needs room for a copy of the store: %d MB on the disk of %s"
                .formatted((store.fileBytes() + ROOM_BYTES) >> 20, data.path()),
            null);
      }
      Path copy = EmbeddedStore.file(staging.resolve("store"));
      Files.createDirectories(copy.resolveSibling(""));
      store.snapshot(copy, () -> takeFiles(data.path(), staging));
      Files.deleteIfExists(data.stagedNames());
      if (hasFiles()) {
        SiteFiles.write(
            store.uri(),
            new FolderStore(staging.resolve(data.path().relativize(data.assets()))),
            new FolderStore(data.assets()),
            data.stagedNames());
      }
    } catch (IOException | UncheckedIOException e) {
      discard(staging);
      throw new CannotRun("The backup cannot be made: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      discard(staging);
      throw e;
    }
  }

  /** Files that are in a bucket, or another folder, are in no backup. */
  private static boolean hasFiles() {
    return System.getenv().keySet().stream()
        .noneMatch(name -> name.startsWith("GALLEY_OBJECTS_FIRST_"));
  }

  static void discard(Path staging) {
    try {
      FileSystemUtils.deleteRecursively(staging);
    } catch (IOException e) {
      // The next backup removes it first, and says why it cannot.
      return;
    }
  }

  private static void takeFiles(Path from, Path into) {
    try {
      Files.walkFileTree(from, new Taking(from, into));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Taking extends SimpleFileVisitor<Path> {

    private final Path from;
    private final Path into;

    private Taking(Path from, Path into) {
      this.from = from;
      this.into = into;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      Path name = from.relativize(folder);
      if (LEFT_OUT.contains(name.toString())) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      Files.createDirectories(into.resolve(name));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Path name = from.relativize(file);
      if (attributes.isRegularFile() && !isUnfinished(file)) {
        take(file, into.resolve(name), LINKED.contains(name.getName(0).toString()));
      }
      return FileVisitResult.CONTINUE;
    }

    /** What is being written has another name until it is complete. */
    private static boolean isUnfinished(Path file) {
      String name = file.getFileName().toString();
      return name.startsWith(".") && name.endsWith(".tmp");
    }

    private static void take(Path file, Path target, boolean linked) throws IOException {
      try {
        if (linked) {
          link(file, target);
        } else {
          Files.copy(file, target);
        }
      } catch (NoSuchFileException e) {
        // It went meanwhile: to the store it is gone, or about to be.
        return;
      }
    }

    private static void link(Path file, Path target) throws IOException {
      try {
        Files.createLink(target, file);
      } catch (NoSuchFileException | FileAlreadyExistsException e) {
        throw e;
      } catch (UnsupportedOperationException | FileSystemException e) {
        Files.copy(file, target);
      }
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }
  }
}
