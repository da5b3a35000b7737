package dev.galley.local.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.MVStoreTool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the file of the store, and makes it small first when most of it is dead. */
final class StoreFile {

  private static final Logger log = LoggerFactory.getLogger(StoreFile.class);

  private static final String NAME = "galley.mv";
  private static final String PREVIOUS = "galley.mv.before-compaction";
  private static final String COMPACTED = "galley.mv.compacting";

  private static final int CACHE_MEGABYTES = 48;
  private static final int PAGE_BYTES = 8 * 1024;
  private static final long SMALL_FILE_BYTES = 64L * 1024 * 1024;
  private static final int WORTH_COMPACTING = 4;

  /**
   * How long a dead chunk stays. Five versions are kept besides, and each version is on disk before
   * the next begins, so the time need not cover the disk's delay as H2's 45 s do.
   */
  private static final int RETENTION_MILLIS = 500;

  private StoreFile() {}

  static MVStore open(Path folder) {
    Path path = folder.resolve(NAME);
    MVStore file = openFile(path);
    long size = file.getFileStore().size();
    if (size < SMALL_FILE_BYTES || size < WORTH_COMPACTING * liveBytes(file)) {
      return file;
    }
    file.closeImmediately();
    compact(folder, path);
    return openFile(path);
  }

  static long liveBytes(MVStore file) {
    return file.getFileStore().size()
        / 100
        * file.getFillRate()
        / 100
        * file.getFileStore().getChunksFillRate();
  }

  private static MVStore openFile(Path path) {
    try {
      MVStore file =
          new MVStore.Builder()
              .fileName(path.toString())
              .autoCommitDisabled()
              .autoCommitBufferSize(0)
              .cacheSize(CACHE_MEGABYTES)
              .pageSplitSize(PAGE_BYTES)
              .open();
      file.setRetentionTime(RETENTION_MILLIS);
      return file;
    } catch (MVStoreException e) {
      throw new StoreUnusable(
          e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
              ? "The store " + path + " is in use by another process"
              : "The store " + path + " cannot be opened: " + e.getMessage(),
          e);
    }
  }

  /** The old file stays beside the new one until the next compaction. */
  private static void compact(Path folder, Path path) {
    Path compacted = folder.resolve(COMPACTED);
    try {
      long before = Files.size(path);
      Files.deleteIfExists(compacted);
      MVStoreTool.compact(path.toString(), compacted.toString(), false);
      try (FileChannel channel = FileChannel.open(compacted, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.deleteIfExists(folder.resolve(PREVIOUS));
      Files.createLink(folder.resolve(PREVIOUS), path);
      Files.move(
          compacted, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      log.info("Compacted {} from {} to {} bytes", path, before, Files.size(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
