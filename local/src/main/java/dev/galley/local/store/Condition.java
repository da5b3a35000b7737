package dev.galley.local.store;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a query asks of one field, as far as an index can help with it. */
sealed interface Condition {

  /**
   * Reads one condition of a query.
   *
   * @param asked the value beside the field's name
   * @return the condition, or nothing when no index can serve it
   */
  static Optional<Condition> of(@Nullable Object asked) {
    if (!(asked instanceof Document expression)) {
      return indexable(asked)
          ? Optional.of(new Equal(Objects.requireNonNull(asked)))
          : Optional.empty();
    }
    if (BsonRegularExpression.isRegularExpression(expression)) {
      return Optional.empty();
    }
    if (expression.keySet().stream().noneMatch(key -> key.startsWith("$"))) {
      return Optional.empty();
    }
    return ofOperators(expression);
  }

  private static Optional<Condition> ofOperators(Document expression) {
    Object equal = expression.get("$eq");
    if (indexable(equal)) {
      return Optional.of(new Equal(Objects.requireNonNull(equal)));
    }
    if (expression.get("$in") instanceof Collection<?> values
        && values.stream().allMatch(Condition::indexable)) {
      return Optional.of(new OneOf(List.copyOf(values)));
    }
    Object low = bound(expression, "$gt", "$gte");
    Object high = bound(expression, "$lt", "$lte");
    if (low != null || high != null) {
      return Optional.of(new Between(low, high));
    }
    return Boolean.TRUE.equals(expression.get("$exists"))
        ? Optional.of(new Between(null, null))
        : Optional.empty();
  }

  private static @Nullable Object bound(Document expression, String exclusive, String inclusive) {
    Object value =
        expression.containsKey(exclusive) ? expression.get(exclusive) : expression.get(inclusive);
    return indexable(value) ? value : null;
  }

  /**
   * Null also means 'missing', and arrays and patterns match in their own ways: these are left to a
   * scan.
   */
  private static boolean indexable(@Nullable Object value) {
    return value != null
        && !(value instanceof Collection)
        && !(value instanceof Document)
        && !(value instanceof BsonRegularExpression);
  }

  /** The field, or one element of it, is this value. */
  record Equal(Object value) implements Condition {}

  /** The field, or one element of it, is one of these values. */
  record OneOf(List<Object> values) implements Condition {}

  /** The field is there and lies between two bounds, either of which may be missing. */
  record Between(@Nullable Object low, @Nullable Object high) implements Condition {

    /** Both, or about both: of two bounds on one side the other one's is taken. */
    Between and(Between other) {
      return new Between(
          other.low == null ? low : other.low, other.high == null ? high : other.high);
    }
  }
}
