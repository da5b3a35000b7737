package dev.galley.local.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The folder of one Galley: everything it keeps, readable by its owner alone. */
public final class DataFolder {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path path;
  private @Nullable FileChannel lockFile;
  private @Nullable FileLock lock;

  private DataFolder(Path path) {
    this.path = path;
  }

  /**
   * The folder at a path, which need not exist.
   *
   * @param path relative to the working directory or absolute
   */
  public static DataFolder at(Path path) {
    return new DataFolder(path.toAbsolutePath().normalize());
  }

  /** The folder itself. */
  public Path path() {
    return path;
  }

  Path store() {
    return path.resolve("store");
  }

  Path broker() {
    return path.resolve("kafka");
  }

  /** The key that encrypts what subscribers share with us. */
  Path secretsKey() {
    return path.resolve("secrets.key");
  }

  Path assets() {
    return path.resolve("assets");
  }

  /** Where the running process writes its log. */
  public Path log() {
    return path.resolve("log").resolve("galley.log");
  }

  /**
   * Creates the folder and takes it for this process, until it ends.
   *
   * @throws CannotRun if another process has it, or it cannot be written to
   */
  public void take() {
    try {
      createPrivate(path);
      createPrivate(path.resolve("run"));
      Files.createDirectories(assets());
      FileChannel channel =
          FileChannel.open(
              path.resolve("run").resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      FileLock taken = channel.tryLock();
      if (taken == null) {
        channel.close();
        throw new CannotRun(alreadyRunning(), null);
      }
      lockFile = channel;
      lock = taken;
      Files.deleteIfExists(endpointFile());
    } catch (IOException e) {
      throw new CannotRun("The data folder " + path + " cannot be used: " + e.getMessage(), e);
    }
  }

  private String alreadyRunning() {
    return endpoint()
        .map(
            endpoint ->
                "Galley is already running on %s: process %d, %s"
                    .formatted(path, endpoint.pid(), endpoint.url()))
        .orElse("Another Galley is just starting or stopping on " + path);
  }

  /** Lets the folder go. */
  public void release() {
    try {
      Files.deleteIfExists(endpointFile());
      if (lock != null && lockFile != null) {
        lock.release();
        lockFile.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How to reach the Galley that runs on this folder, if one does. */
  public Optional<Endpoint> endpoint() {
    try {
      Endpoint endpoint = JSON.readValue(Files.readAllBytes(endpointFile()), Endpoint.class);
      return Optional.of(endpoint).filter(Endpoint::isAlive);
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }

  void announce(Endpoint endpoint) {
    try {
      Path written = path.resolve("run").resolve("endpoint.json.new");
      Files.deleteIfExists(written);
      if (isPosix()) {
        Files.createFile(
            written,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.write(written, JSON.writeValueAsBytes(endpoint));
      Files.move(written, endpointFile(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path endpointFile() {
    return path.resolve("run").resolve("endpoint.json");
  }

  private static void createPrivate(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (isPosix()) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
