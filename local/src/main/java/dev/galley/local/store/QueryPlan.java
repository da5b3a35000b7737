package dev.galley.local.store;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an index serves a query: which stretches of it are read, and whether they come in the order
 * that was asked for.
 *
 * @param index the index to read
 * @param ranges the stretches, disjoint
 * @param sorted whether the documents need no sorting afterwards
 * @param descending whether the stretches are read backwards
 * @param rank the better of two plans has the greater one
 */
record QueryPlan(
    ScannableIndex index, List<KeyRange> ranges, boolean sorted, boolean descending, int rank) {

  private static final int EXACT = 1_000;
  private static final int FIELD = 10;
  private static final int BOUNDED = 6;
  private static final int PRESENT = 4;
  private static final int IN_ORDER = 3;

  /** The best plan, or nothing when the whole collection has to be read. */
  static Optional<QueryPlan> of(
      Collection<? extends Index<Object>> indexes, Document query, @Nullable Document orderBy) {
    Map<String, Condition> conditions = new HashMap<>();
    collect(query, conditions);
    return indexes.stream()
        .filter(ScannableIndex.class::isInstance)
        .map(ScannableIndex.class::cast)
        .map(index -> of(index, conditions, orderBy))
        .flatMap(Optional::stream)
        .max(Comparator.comparingInt(QueryPlan::rank));
  }

  /** Whether less than the whole index is read. */
  boolean bounded() {
    return rank > IN_ORDER;
  }

  /** The positions of the documents that may match, each once. */
  Stream<Object> positions() {
    // Not by flatMap, which would read a whole range for its first position.
    Iterator<KeyRange> waiting = ranges.iterator();
    Iterator<Object> all =
        new Iterator<>() {
          private Iterator<Object> current = Collections.emptyIterator();

          @Override
          public boolean hasNext() {
            while (!current.hasNext() && waiting.hasNext()) {
              current = index.positions(waiting.next(), descending);
            }
            return current.hasNext();
          }

          @Override
          public Object next() {
            return hasNext() ? current.next() : Collections.emptyIterator().next();
          }
        };
    Stream<Object> positions = StoredCollection.stream(all);
    return index.multikey() ? positions.distinct() : positions;
  }

  private static void collect(Document query, Map<String, Condition> conditions) {
    query.forEach(
        (field, asked) -> {
          if (field.equals("$and") && asked instanceof Collection<?> parts) {
            parts.forEach(part -> collect((Document) part, conditions));
          } else if (!field.startsWith("$")) {
            // Of two conditions on one field either will do, as the matcher checks both; but two
            // bounds that stand apart leave out more than one.
            Condition.of(asked)
                .ifPresent(
                    condition ->
                        conditions.merge(
                            field,
                            condition,
                            (one, other) ->
                                one instanceof Condition.Between low
                                        && other instanceof Condition.Between high
                                    ? low.and(high)
                                    : other));
          }
        });
  }

  private static Optional<QueryPlan> of(
      ScannableIndex index, Map<String, Condition> conditions, @Nullable Document orderBy) {
    List<Object> prefix = new ArrayList<>();
    List<String> fields = index.fields();
    while (prefix.size() < fields.size()
        && conditions.get(fields.get(prefix.size())) instanceof Condition.Equal equal) {
      prefix.add(equal.value());
    }
    int rank = FIELD * prefix.size();
    if (prefix.size() == fields.size()) {
      return Optional.of(
          new QueryPlan(
              index,
              List.of(new KeyRange(prefix, null, null)),
              false,
              false,
              index.isUnique() ? rank + EXACT : rank));
    }
    Condition next = conditions.get(fields.get(prefix.size()));
    List<KeyRange> ranges = ranges(index, prefix, next);
    boolean sorted = ranges.size() == 1 && sorts(index, prefix.size(), orderBy);
    rank += rankOf(index, prefix.size() + 1 == fields.size(), next) + (sorted ? IN_ORDER : 0);
    boolean complete = !index.leavesOutMissing() || !prefix.isEmpty() || next != null;
    return rank > 0 && complete
        ? Optional.of(new QueryPlan(index, ranges, sorted, sorted && descending(orderBy), rank))
        : Optional.empty();
  }

  private static int rankOf(ScannableIndex index, boolean last, @Nullable Condition next) {
    if (next instanceof Condition.OneOf) {
      return last && index.isUnique() ? EXACT - 1 : FIELD - 1;
    }
    if (next instanceof Condition.Between between) {
      return between.low() == null && between.high() == null ? PRESENT : BOUNDED;
    }
    return 0;
  }

  private static List<KeyRange> ranges(
      ScannableIndex index, List<Object> prefix, @Nullable Condition next) {
    if (next instanceof Condition.OneOf oneOf) {
      return oneOf.values().stream()
          .sorted(ValueOrder.INSTANCE)
          .map(value -> append(prefix, value))
          .distinct()
          .map(values -> new KeyRange(values, null, null))
          .toList();
    }
    if (next instanceof Condition.Between between) {
      // With arrays, one element may satisfy the one bound and another element the other.
      boolean oneBoundOnly = index.multikey() && between.low() != null;
      return List.of(new KeyRange(prefix, between.low(), oneBoundOnly ? null : between.high()));
    }
    return List.of(new KeyRange(prefix, null, null));
  }

  private static List<Object> append(List<Object> prefix, Object value) {
    List<Object> values = new ArrayList<>(prefix);
    values.add(value);
    return values;
  }

  private static boolean sorts(ScannableIndex index, int from, @Nullable Document orderBy) {
    if (orderBy == null || orderBy.isEmpty() || index.multikey()) {
      return false;
    }
    List<String> wanted = new ArrayList<>(orderBy.keySet());
    List<String> fields = index.fields();
    return wanted.size() <= fields.size() - from
        && wanted.equals(fields.subList(from, from + wanted.size()))
        && orderBy.values().stream().map(QueryPlan::isDescending).distinct().count() == 1;
  }

  private static boolean descending(@Nullable Document orderBy) {
    return orderBy != null && isDescending(orderBy.values().iterator().next());
  }

  private static boolean isDescending(Object direction) {
    return ((Number) direction).intValue() < 0;
  }
}
