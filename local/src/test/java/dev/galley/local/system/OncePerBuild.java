package dev.galley.local.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.springframework.util.FileSystemUtils;

/**
 * A folder that tests make of a packaged jar: once a build, by whichever test needs it first; the
 * others, also those in other JVMs, wait and find it.
 */
public final class OncePerBuild {

  /** Fills the folder. */
  @FunctionalInterface
  public interface Making {
    void make(Path packaged) throws IOException;
  }

  private static final Set<Path> MADE = new HashSet<>();

  private OncePerBuild() {}

  /**
   * Makes the folder, unless it is there.
   *
   * @param target where the build of a module has left the jar
   */
  public static synchronized void make(Path folder, Path target, Making making) {
    if (MADE.contains(folder)) {
      return;
    }
    try {
      Path packaged = packaged(target);
      Files.createDirectories(folder.getParent());
      try (FileChannel held =
          FileChannel.open(
              folder.resolveSibling(folder.getFileName() + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE)) {
        // Given up when the channel is closed.
        held.lock();
        // Written last: there is none in an unfinished folder.
        Path stamp = folder.resolve("made-of");
        String madeOf = checksum(packaged) + " " + System.getProperty("java.vm.version");
        if (!Files.exists(stamp) || !Files.readString(stamp).equals(madeOf)) {
          FileSystemUtils.deleteRecursively(folder);
          Files.createDirectories(folder);
          making.make(packaged);
          Files.writeString(stamp, madeOf);
        }
      }
      MADE.add(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path packaged(Path target) throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      List<Path> jars = files.filter(file -> file.toString().endsWith("-exec.jar")).toList();
      if (jars.size() != 1) {
        throw new IllegalStateException("Expected one packaged jar in " + target + ": " + jars);
      }
      return jars.get(0);
    }
  }

  /** The time of a packaged jar says nothing: it is the same for every build. */
  private static long checksum(Path packaged) throws IOException {
    CRC32C checksum = new CRC32C();
    try (InputStream in = new CheckedInputStream(Files.newInputStream(packaged), checksum)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return checksum.getValue();
  }
}
