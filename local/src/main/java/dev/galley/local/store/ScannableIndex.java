package dev.galley.local.store;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Iterator;
import java.util.List;

/** An index that can be read in order; which one serves a query is for {@link QueryPlan} to say. */
abstract class ScannableIndex extends Index<Object> {

  private final List<String> fields;

  ScannableIndex(String name, List<IndexKey> keys, boolean sparse) {
    super(name, keys, sparse);
    this.fields = keys.stream().map(IndexKey::getKey).toList();
  }

  /** The indexed fields in order. */
  List<String> fields() {
    return fields;
  }

  /** Whether documents without any of the fields are left out. */
  boolean leavesOutMissing() {
    return isSparse();
  }

  /** Whether one document may have several keys, in no useful order. */
  abstract boolean multikey();

  /**
   * The positions in a stretch of the index, in order, read as they are asked for; a multikey index
   * may repeat one.
   */
  abstract Iterator<Object> positions(KeyRange range, boolean descending);

  // The planner decides; the library's own way of asking is never used.
  @Override
  public final boolean canHandle(Document query) {
    return false;
  }

  @Override
  public final Iterable<Object> getPositions(Document query) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long getDataSize() {
    return getCount();
  }

  @Override
  public void drop() {
    // The database removes the map.
  }
}
