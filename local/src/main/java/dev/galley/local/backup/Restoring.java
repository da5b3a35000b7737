package dev.galley.local.backup;

import dev.galley.local.run.DataFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Makes a data folder of a backup: beside it first, every file compared with the manifest, and
 * under its name when all of it is on the disk.
 */
public final class Restoring {

  private static final String STORE = "store/galley.mv";
  private static final String ASSETS = "assets/";

  private final Path backup;
  private final Progress progress;

  private Restoring(Path backup, Progress progress) {
    this.backup = backup;
    this.progress = progress;
  }

  /**
   * What was restored.
   *
   * @param madeAt the moment that the backup holds
   */
  public record Restored(int files, long bytes, Instant madeAt) {}

  /**
   * Restores.
   *
   * @param folder must not exist, or be empty
   * @param at the time now
   * @throws BackupUnusable when the folder holds something, or the backup is damaged; nothing was
   *     restored then
   */
  public static Restored restore(Path backup, Path folder, Instant at, Progress progress) {
    return new Restoring(backup, progress).restore(folder.toAbsolutePath().normalize(), at);
  }

  private Restored restore(Path folder, Instant at) {
    try {
      refuseUnlessEmpty(folder);
      Files.createDirectories(folder.resolveSibling(""));
      // For its owner alone, as the data folder is.
      Path unfinished =
          Files.createTempDirectory(
              folder.resolveSibling(""), folder.getFileName() + ".restoring-");
      try (ZipFile archive = new ZipFile(backup.toFile())) {
        Manifest manifest = Manifest.of(archive, backup);
        refuseWithoutRoom(manifest, unfinished);
        unpack(archive, manifest, unfinished);
        DataFolder.at(unfinished).restored(at);
        Files.deleteIfExists(folder);
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        return new Restored(manifest.files().size(), manifest.bytes(), manifest.madeAt());
      } finally {
        FileSystemUtils.deleteRecursively(unfinished);
      }
    } catch (ZipException e) {
      throw damaged(backup, "it is no whole archive (" + e.getMessage() + ")", e);
    } catch (IOException | UncheckedIOException e) {
      throw new BackupUnusable("Nothing was restored: " + e, e);
    }
  }

  private static void refuseUnlessEmpty(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new BackupUnusable(folder + " is not a folder", null);
    }
    try (Stream<Path> contents = Files.list(folder)) {
      if (contents.findAny().isPresent()) {
        throw new BackupUnusable(
            folder + " is not empty; a backup is restored into a folder of its own", null);
      }
    }
  }

  private static void refuseWithoutRoom(Manifest manifest, Path folder) throws IOException {
    long room = Files.getFileStore(folder).getUsableSpace();
    if (room < manifest.bytes()) {
      throw new BackupUnusable(
          "The disk of %s has %d MB left, and the backup needs %d"
              .formatted(folder.getParent(), room >> 20, manifest.bytes() >> 20),
          null);
    }
  }

  private void unpack(ZipFile archive, Manifest manifest, Path folder) throws IOException {
    if (manifest.files().stream().noneMatch(file -> file.path().equals(STORE))) {
      throw damaged(backup, "it has no store", null);
    }
    Map<String, Path> written = new HashMap<>();
    long done = 0;
    for (Manifest.File file : manifest.files()) {
      Path target = folder.resolve(file.path()).normalize();
      if (!target.startsWith(folder) || target.equals(folder)) {
        throw damaged(backup, "it names a file outside of it: " + file.path(), null);
      }
      Files.createDirectories(target.resolveSibling(""));
      Path same = written.get(file.sha256());
      // Only pictures are never written to, so that two names may lead to one file.
      if (same == null || !file.path().startsWith(ASSETS) || !linked(same, target)) {
        unpack(archive, file, target);
        if (file.path().startsWith(ASSETS)) {
          written.put(file.sha256(), target);
        }
      }
      done += file.bytes();
      progress.at(done, manifest.bytes());
    }
  }

  private static boolean linked(Path existing, Path target) {
    try {
      Files.createLink(target, existing);
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private void unpack(ZipFile archive, Manifest.File file, Path target) throws IOException {
    ZipEntry entry = archive.getEntry(file.entry());
    if (entry == null) {
      throw damaged(backup, file.path() + " is missing", null);
    }
    Content content;
    try (FileChannel channel =
            FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel);
        InputStream in = archive.getInputStream(entry)) {
      content = Content.copy(in, out, file.bytes());
      channel.force(true);
    } catch (ZipException e) {
      throw damaged(backup, file.path() + " cannot be read", e);
    }
    if (!content.equals(new Content(file.bytes(), file.sha256()))) {
      throw damaged(backup, file.path() + " is not what it was", null);
    }
    if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        && !file.path().startsWith(ASSETS)) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
    }
  }

  static BackupUnusable damaged(Path backup, String how, @Nullable Throwable cause) {
    return new BackupUnusable(
        "%s is damaged: %s. Nothing was restored".formatted(backup, how), cause);
  }
}
