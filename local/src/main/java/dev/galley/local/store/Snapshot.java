package dev.galley.local.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * What a store held at one moment. It stays readable while later commands go on: the file keeps the
 * space of this version until it is closed, and grows meanwhile.
 */
final class Snapshot implements AutoCloseable {

  private static final int KEYS_PER_PAGE = 16;
  private static final int CACHE_MEGABYTES = 4;
  private static final int UNSAVED_BYTES = 4 * 1024 * 1024;

  private final MVStore store;
  private final MVStore.TxCounter use;
  private final List<Copied<?, ?>> maps;

  private Snapshot(MVStore store, MVStore.TxCounter use, List<Copied<?, ?>> maps) {
    this.store = store;
    this.use = use;
    this.maps = maps;
  }

  /** Takes the state as it is; no command may be running. */
  static Snapshot of(MVStore store) {
    MVStore.TxCounter use = store.registerVersionUsage();
    return new Snapshot(store, use, new OpenMaps(store).asTheyAre());
  }

  /**
   * Writes a file of its own: what was deleted, and is still somewhere in the store's file, is not
   * in it.
   *
   * @param file must not exist
   */
  void writeTo(Path file) {
    MVStore written =
        new MVStore.Builder()
            .fileName(file.toString())
            .autoCommitDisabled()
            .keysPerPage(KEYS_PER_PAGE)
            .cacheSize(CACHE_MEGABYTES)
            .open();
    try {
      written.setRetentionTime(0);
      written.setVersionsToKeep(0);
      maps.forEach(map -> map.copyTo(written));
      written.close();
    } catch (RuntimeException e) {
      written.closeImmediately();
      throw e;
    }
  }

  /**
   * Gives the version's space up. Only between two commits: H2 keeps the list of versions in use
   * without a lock of its own, and gives up nothing while a commit holds the store's.
   */
  @Override
  public void close() {
    store.executeFilestoreOperation(() -> store.deregisterVersionUsage(use));
  }

  /** A map of the version, and how to make one like it. */
  record Copied<K, V>(String name, MVMap<K, V> map, MVMap.Builder<K, V> form) {

    private void copyTo(MVStore target) {
      MVMap<K, V> copy = target.openMap(name, form);
      for (Map.Entry<K, V> entry : map.entrySet()) {
        copy.put(entry.getKey(), entry.getValue());
        if (target.getUnsavedMemory() > UNSAVED_BYTES) {
          target.commit();
        }
      }
      target.commit();
    }
  }
}
