package dev.galley.local.store;

import de.bwaldvogel.mongo.backend.ValueComparator;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** MongoDB's order of values, with short cuts for the two types that nearly all keys have. */
final class ValueOrder implements Comparator<@Nullable Object> {

  static final ValueOrder INSTANCE = new ValueOrder();

  private final ValueComparator order = ValueComparator.ascWithoutListHandling();

  private ValueOrder() {}

  @Override
  public int compare(@Nullable Object left, @Nullable Object right) {
    if (left instanceof String a && right instanceof String b) {
      return a.compareTo(b);
    }
    if (left instanceof UUID a && right instanceof UUID b) {
      // BSON orders binary data by unsigned bytes; UUID.compareTo is signed.
      int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
      return high != 0
          ? high
          : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
    return order.compare(left, right);
  }
}
