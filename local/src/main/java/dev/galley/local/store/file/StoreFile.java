package dev.galley.local.store.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * The open file of the store. A commit has two halves: {@link #freeze} marks what belongs to it,
 * which takes microseconds and must not meet a command half done; {@link #persist} writes it while
 * the next commands already run.
 */
public final class StoreFile implements AutoCloseable {

  private static final int CACHE_MEGABYTES = 16;

  /** Fewer than H2's 48: each change writes its pages whole. */
  private static final int KEYS_PER_PAGE = 16;

  /**
   * H2's background thread would commit and rearrange whenever it likes. With this delay it never
   * wakes up, and yet the writer threads that come with it are there for {@link #persist}.
   */
  private static final int NEVER_MILLIS = Integer.MAX_VALUE;

  /** Besides, nothing is rearranged by H2 itself at any fill rate. */
  private static final int NEVER_COMPACT = 0;

  /**
   * How long a dead chunk stays. Each version is on disk before the next begins, and five versions
   * are kept besides, so no time need cover the disk's delay as H2's 45 s do; this one lets
   * somebody copy the file of a running store.
   */
  static final Duration RETENTION = Duration.ofMillis(500);

  /** Below this fill rate, in per cent, live pages move out of mostly dead chunks. */
  private static final int FILL_RATE = 50;

  private static final long SMALL_FILE_BYTES = 32L * 1024 * 1024;
  private static final int COMMITS_BETWEEN_COMPACTIONS = 8;
  private static final int COMPACTED_BYTES = 512 * 1024;

  private final MVStore store;
  private final FileChannel channel;
  private final NewestVersion newest;
  private int commits;

  private StoreFile(MVStore store, FileChannel channel, NewestVersion newest) {
    this.store = store;
    this.channel = channel;
    this.newest = newest;
  }

  /**
   * Opens a file, creating it when it is not there.
   *
   * @throws StoreUnusable if another process has it open, it cannot be read, or it has lost what
   *     was on disk
   */
  public static StoreFile open(Path path) {
    return open(path, RETENTION);
  }

  /**
   * As {@link #open(Path)}.
   *
   * @param retention how long a dead chunk stays besides the five versions, to the millisecond
   */
  public static StoreFile open(Path path, Duration retention) {
    NewestVersion newest = NewestVersion.of(path);
    try {
      newest.check();
      MVStore store =
          new MVStore.Builder()
              .fileName(path.toString())
              .autoCommitBufferSize(0)
              .autoCompactFillRate(NEVER_COMPACT)
              .cacheSize(CACHE_MEGABYTES)
              .keysPerPage(KEYS_PER_PAGE)
              .autoCommitDisabled()
              .open();
      store.setAutoCommitDelay(NEVER_MILLIS);
      store.setRetentionTime((int) retention.toMillis());
      return new StoreFile(store, FileChannel.open(path, StandardOpenOption.WRITE), newest);
    } catch (MVStoreException e) {
      throw new StoreUnusable(
          e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
              ? "The store " + path + " is in use by another process"
              : "The store " + path + " cannot be opened: " + e.getMessage(),
          e);
    } catch (StoreUnusable e) {
      throw e;
    } catch (IOException | RuntimeException | AssertionError e) {
      // Reading a damaged block, H2 also meets what it holds to be impossible.
      throw new StoreUnusable("The store " + path + " cannot be opened: " + e, e);
    }
  }

  public MVStore store() {
    return store;
  }

  /** Marks everything written until now as one version; no command may be running. */
  public void freeze() {
    if (++commits % COMMITS_BETWEEN_COMPACTIONS == 0 && bytes() > SMALL_FILE_BYTES) {
      store.compact(FILL_RATE, COMPACTED_BYTES);
    }
    boolean committed = store.tryCommit() >= 0;
    if (!committed) {
      // Somebody held the store's own lock for a moment. Only then: a second commit would release
      // the space of dead chunks while the first is being written.
      store.commit();
    }
  }

  /** Returns when every frozen version is on disk. */
  public void persist() throws IOException {
    store.executeFilestoreOperation(() -> {});
    if (store.isClosed()) {
      throw new IOException("The store has closed itself after a failed write");
    }
    // Of the file's own data nothing is needed but its length, which comes with the data.
    channel.force(false);
    newest.remember(store);
  }

  /** The length of the file. */
  public long bytes() {
    return store.getFileStore().size();
  }

  /** Roughly how much of the file still counts. */
  long liveBytes() {
    return bytes() / 100 * store.getFillRate() / 100 * store.getFileStore().getChunksFillRate();
  }

  /** Commits and closes. */
  @Override
  public void close() {
    store.close();
    closeChannel();
  }

  /** Closes without writing, after a failure. */
  public void abandon() {
    store.closeImmediately();
    closeChannel();
  }

  /** Last, because closing any channel of a file gives up the process's lock on it. */
  private void closeChannel() {
    try {
      channel.close();
      newest.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
