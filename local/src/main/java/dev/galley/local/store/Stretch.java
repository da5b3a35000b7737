package dev.galley.local.store;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.Page;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a map, key by key. It can be read on in a later command: the pages of an old version
 * may be overwritten by then, so after a change it goes on in the new one, behind its last key.
 */
final class Stretch<K, V> implements Iterator<Object> {

  private final MVMap<K, V> map;
  private final @Nullable K to;
  private final boolean descending;
  private final Function<Cursor<K, V>, Object> taking;
  private @Nullable Page<K, V> root;
  private @Nullable Cursor<K, V> cursor;
  private @Nullable K last;

  /**
   * @param from the first key in the direction of reading; null for the map's own
   * @param to the last key, included; null for the map's own
   * @param taking what is handed out of the entry that the cursor is at
   */
  Stretch(
      MVMap<K, V> map,
      @Nullable K from,
      @Nullable K to,
      boolean descending,
      Function<Cursor<K, V>, Object> taking) {
    this.map = map;
    this.to = to;
    this.descending = descending;
    this.taking = taking;
    this.root = map.getRootPage();
    this.cursor = map.cursor(from, to, descending);
  }

  @Override
  public boolean hasNext() {
    K behind = last;
    if (behind != null && map.getRootPage() != root) {
      root = map.getRootPage();
      K from = descending ? map.lowerKey(behind) : map.higherKey(behind);
      cursor = from == null ? null : map.cursor(from, to, descending);
    }
    return cursor != null && cursor.hasNext();
  }

  @Override
  public Object next() {
    if (!hasNext() || cursor == null) {
      throw new NoSuchElementException();
    }
    last = cursor.next();
    return taking.apply(cursor);
  }
}
