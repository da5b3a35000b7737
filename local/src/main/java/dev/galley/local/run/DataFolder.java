package dev.galley.local.run;

import dev.galley.local.store.EmbeddedStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The folder of one Galley: everything it keeps, readable by its owner alone. */
public final class DataFolder {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String RESTORED = "restored";

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

  private Path run() {
    return path.resolve("run");
  }

  /** What the HTTP server keeps while it runs. */
  Path web() {
    return run().resolve("web");
  }

  /** Where everything is put for a backup, as it was at one moment. */
  public Path staging() {
    return run().resolve("backup");
  }

  /** What the files of the site have to hold, where a backup is made: a hash and a name a line. */
  public Path stagedNames() {
    return run().resolve("backup-names");
  }

  /** Taken by whoever makes a backup, so that there is one at a time. */
  public Path backupLock() {
    return run().resolve("backup.lock");
  }

  /**
   * When the folder was made from a backup. Until then another Galley may have told subscribers
   * what here still seems to wait.
   */
  Optional<Instant> restoredAt() {
    try {
      return Optional.of(Instant.parse(Files.readString(path.resolve(RESTORED)).strip()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | DateTimeParseException e) {
      throw new CannotRun(
          path.resolve(RESTORED) + " does not say when the folder was restored: " + e.getMessage(),
          e);
    }
  }

  /** Remembers that a backup was restored here. */
  public void restored(Instant at) throws IOException {
    Files.writeString(path.resolve(RESTORED), at + "\n");
  }

  /** Whether a Galley has ever run here. */
  public boolean isInUse() {
    return Files.isRegularFile(EmbeddedStore.file(store()));
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
  void take() {
    try {
      createPrivate(path);
      createPrivate(run());
      Files.createDirectories(assets());
      FileChannel channel =
          FileChannel.open(
              run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
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
  void release() {
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
      Path written = run().resolve("endpoint.json.new");
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
    return run().resolve("endpoint.json");
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
