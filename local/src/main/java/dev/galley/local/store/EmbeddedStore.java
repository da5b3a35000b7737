package dev.galley.local.store;

import dev.galley.local.store.file.GroupCommit;
import dev.galley.local.store.file.StoreFile;
import dev.galley.local.store.file.StoreFolder;
import dev.galley.local.store.file.StoreUnusable;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A document store that speaks MongoDB's protocol on the loopback address, and keeps its data in
 * one file of a folder.
 *
 * <p>What it has acknowledged is on disk: neither {@code kill -9} nor a power failure takes it
 * back. It has no transactions, sessions or authentication; another user of the same machine can
 * connect to it.
 */
public final class EmbeddedStore implements AutoCloseable {

  private final StoreFile file;
  private final GroupCommit commits;
  private final StoreServer server;
  private final CollectionScans scans = new CollectionScans();
  private volatile boolean failed;

  EmbeddedStore(StoreFile file, Consumer<Throwable> onFailure) {
    this.file = file;
    this.commits =
        new GroupCommit(
            file,
            failure -> {
              failed = true;
              onFailure.accept(failure);
            });
    this.server =
        new StoreServer(new DurableBackend(new OpenMaps(file.store()), scans, commits), commits);
  }

  /**
   * Opens the store, creating it when it is not there.
   *
   * @param folder where its file lies; made readable by its owner alone
   * @param onFailure told once when a write to the disk has failed; no command is answered any more
   *     and the process should end
   * @return the store, listening
   * @throws StoreUnusable if another process has it open or its file cannot be read
   */
  public static EmbeddedStore open(Path folder, Consumer<Throwable> onFailure) {
    return new EmbeddedStore(new StoreFolder(folder).open(), onFailure);
  }

  /** As {@link #open}, after the file was written anew without what was deleted. */
  public static EmbeddedStore openCompacted(Path folder, Consumer<Throwable> onFailure) {
    return new EmbeddedStore(new StoreFolder(folder).openCompacted(), onFailure);
  }

  /** The file that holds the store of a folder. */
  public static Path file(Path folder) {
    return StoreFolder.file(folder);
  }

  /** The connection string for MongoDB clients, without a database. */
  public String uri() {
    return "mongodb://127.0.0.1:" + server.port();
  }

  /** How many queries have read a whole collection of some size since the start. */
  public long scans() {
    return scans.count();
  }

  /** The size of the file in bytes. */
  public long fileBytes() {
    return file.bytes();
  }

  /**
   * Writes what is stored at one moment to a file that a store can be opened on, while it goes on
   * answering.
   *
   * @param file must not exist
   * @param meanwhile runs at that moment, when no command does: keep it short
   */
  public void snapshot(Path file, Runnable meanwhile) {
    try (Snapshot moment =
        commits.run(
            false,
            () -> {
              meanwhile.run();
              return Snapshot.of(this.file.store());
            })) {
      moment.writeTo(file);
    }
  }

  /** Cuts the connections and closes the file; everything acknowledged is already in it. */
  @Override
  public void close() {
    server.close();
    commits.close();
    if (failed) {
      file.abandon();
    } else {
      file.close();
    }
  }
}
