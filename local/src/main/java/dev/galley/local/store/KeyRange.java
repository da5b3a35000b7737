package dev.galley.local.store;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.MaxKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of an index: the keys that begin with a prefix and go on between two bounds.
 *
 * <p>The stretch may hold a little more than what was asked for, since every document found through
 * it is matched against the whole query; it never holds less.
 *
 * @param prefix the values of the leading fields, possibly none
 * @param low the least value of the next field, or null for no lower bound
 * @param high the greatest value of the next field, or null for no upper bound
 */
record KeyRange(List<Object> prefix, @Nullable Object low, @Nullable Object high) {

  KeyRange {
    prefix = List.copyOf(prefix);
  }

  /** Where the stretch begins, or null for the very beginning. */
  @Nullable KeyValue first() {
    List<Object> values = new ArrayList<>(prefix);
    if (low != null) {
      values.add(low);
    }
    return values.isEmpty() ? null : new KeyValue(values);
  }

  /** Where the stretch ends, or null for the very end. */
  @Nullable KeyValue last() {
    List<Object> values = new ArrayList<>(prefix);
    if (high != null) {
      values.add(high);
    }
    if (values.isEmpty()) {
      return null;
    }
    // Nothing sorts after MaxKey: this is behind every key that begins with these values.
    values.add(MaxKey.getInstance());
    return new KeyValue(values);
  }
}
