package dev.galley.local.store;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Roughly how many bytes of heap a value takes: it decides when a page splits or leaves the cache.
 */
final class MemoryEstimate {

  private static final int SCALAR_BYTES = 24;
  private static final int STRING_BYTES = 56;
  private static final int CONTAINER_BYTES = 64;
  private static final int FIELD_BYTES = 48;

  private MemoryEstimate() {}

  static int of(@Nullable Object value) {
    if (value instanceof String text) {
      return STRING_BYTES + text.length();
    }
    if (value instanceof Map<?, ?> fields) {
      int bytes = CONTAINER_BYTES;
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        bytes += FIELD_BYTES + of(field.getKey()) + of(field.getValue());
      }
      return bytes;
    }
    if (value instanceof Collection<?> items) {
      int bytes = CONTAINER_BYTES;
      for (Object item : items) {
        bytes += Long.BYTES + of(item);
      }
      return bytes;
    }
    if (value instanceof de.bwaldvogel.mongo.bson.BinData binary) {
      return SCALAR_BYTES + binary.getData().length;
    }
    return SCALAR_BYTES;
  }
}
