package dev.galley.local.store.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.h2.mvstore.MVStoreTool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of the store's file, readable by its owner alone; compacts the file before it opens.
 */
public final class StoreFolder {

  private static final Logger log = LoggerFactory.getLogger(StoreFolder.class);

  private static final String NAME = "galley.mv";
  private static final String PREVIOUS = "galley.mv.before-compaction";
  private static final String COMPACTED = "galley.mv.compacting";

  private static final long SMALL_FILE_BYTES = 64L * 1024 * 1024;
  private static final int WORTH_COMPACTING = 4;

  private final Path folder;
  private final Path file;
  private final long smallFileBytes;

  public StoreFolder(Path folder) {
    this(folder, SMALL_FILE_BYTES);
  }

  public StoreFolder(Path folder, long smallFileBytes) {
    this.folder = folder;
    this.file = file(folder);
    this.smallFileBytes = smallFileBytes;
  }

  public static Path file(Path folder) {
    return folder.resolve(NAME);
  }

  public StoreFile open() {
    StoreFile opened = openAsItIs();
    if (opened.bytes() < smallFileBytes || opened.bytes() < WORTH_COMPACTING * opened.liveBytes()) {
      return opened;
    }
    return compacted(opened);
  }

  /** Compacts however little it saves: what was deleted is in the file until then. */
  public StoreFile openCompacted() {
    return compacted(openAsItIs());
  }

  private StoreFile openAsItIs() {
    createPrivate();
    StoreFile opened = StoreFile.open(file);
    try {
      // Of a compaction that was cut off: nobody would remove it, and it holds texts.
      Files.deleteIfExists(folder.resolve(COMPACTED));
      return opened;
    } catch (IOException e) {
      opened.abandon();
      throw new UncheckedIOException(e);
    }
  }

  private StoreFile compacted(StoreFile opened) {
    opened.abandon();
    compact();
    return StoreFile.open(file);
  }

  private void createPrivate() {
    try {
      Files.createDirectories(folder);
      if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file as it was stays beside the new one until the next compaction. */
  private void compact() {
    Path compacted = folder.resolve(COMPACTED);
    Path previous = folder.resolve(PREVIOUS);
    try {
      long before = Files.size(file);
      MVStoreTool.compact(file.toString(), compacted.toString(), false);
      try (FileChannel channel = FileChannel.open(compacted, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.deleteIfExists(previous);
      Files.createLink(previous, file);
      Files.move(
          compacted, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      log.info("Compacted {} from {} to {} bytes", file, before, Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
