package dev.galley.render.page.index;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Pages in order, as an unchangeable list that is cheap to change: a change copies the one chunk
 * that it falls into and shares all others. Whoever holds a list reads it without a lock, page by
 * page of it, while newer ones are made.
 */
final class SortedPages extends AbstractList<PageEntry> implements RandomAccess {

  /** At this length a chunk is halved; one that is empty goes. */
  static final int MAX_CHUNK = 256;

  private final Comparator<PageEntry> order;
  private final List<List<PageEntry>> chunks;

  /** How many pages come before each chunk, and at the end how many there are. */
  private final int[] starts;

  SortedPages(Comparator<PageEntry> order) {
    this(order, List.of());
  }

  private SortedPages(Comparator<PageEntry> order, List<List<PageEntry>> chunks) {
    this.order = order;
    this.chunks = chunks;
    this.starts = new int[chunks.size() + 1];
    for (int i = 0; i < chunks.size(); i++) {
      starts[i + 1] = starts[i] + chunks.get(i).size();
    }
  }

  @Override
  public PageEntry get(int index) {
    int found = Arrays.binarySearch(starts, index);
    // Between two starts, the search tells the place after the lower one.
    int chunk = found >= 0 ? found : -found - 2;
    return chunks.get(chunk).get(index - starts[chunk]);
  }

  @Override
  public int size() {
    return starts[chunks.size()];
  }

  /** The same with one page instead of another; null where there is none. */
  SortedPages replaced(@Nullable PageEntry before, @Nullable PageEntry after) {
    SortedPages rest = before == null ? this : without(before);
    return after == null ? rest : rest.with(after);
  }

  private SortedPages with(PageEntry entry) {
    if (chunks.isEmpty()) {
      return new SortedPages(order, List.of(List.of(entry)));
    }
    int at = chunkOf(entry);
    List<PageEntry> chunk = new ArrayList<>(chunks.get(at));
    int place = Collections.binarySearch(chunk, entry, order);
    chunk.add(place < 0 ? -place - 1 : place, entry);
    int half = chunk.size() / 2;
    return chunk.size() < MAX_CHUNK
        ? chunkReplaced(at, List.of(chunk))
        : chunkReplaced(
            at,
            List.of(
                List.copyOf(chunk.subList(0, half)),
                List.copyOf(chunk.subList(half, chunk.size()))));
  }

  private SortedPages without(PageEntry entry) {
    int at = chunkOf(entry);
    int place = chunks.isEmpty() ? -1 : Collections.binarySearch(chunks.get(at), entry, order);
    if (place < 0) {
      return this;
    }
    List<PageEntry> chunk = new ArrayList<>(chunks.get(at));
    chunk.remove(place);
    return chunkReplaced(at, chunk.isEmpty() ? List.of() : List.of(chunk));
  }

  /** The last chunk that does not begin after the page. */
  private int chunkOf(PageEntry entry) {
    int low = 0;
    int high = chunks.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (order.compare(chunks.get(middle).get(0), entry) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private SortedPages chunkReplaced(int at, List<List<PageEntry>> by) {
    List<List<PageEntry>> changed = new ArrayList<>(chunks.size() + 1);
    changed.addAll(chunks.subList(0, at));
    changed.addAll(by);
    changed.addAll(chunks.subList(at + 1, chunks.size()));
    return new SortedPages(order, changed);
  }

  /** For the test that counts what a change copies. */
  List<List<PageEntry>> chunks() {
    return chunks;
  }
}
