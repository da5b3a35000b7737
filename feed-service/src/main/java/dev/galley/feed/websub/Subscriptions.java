package dev.galley.feed.websub;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import dev.galley.feed.store.IndexedCollection;
import dev.galley.feed.store.VersionedRecords;
import dev.galley.feed.websub.Subscription.Asked;
import dev.galley.feed.websub.Subscription.Mode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** {@code galley_feeds.websub}, a document for each topic and callback. */
final class Subscriptions {

  /** So many instances and workers may want the same one at once. */
  private static final int MAX_CLAIMED_AT_ONCE = 20;

  private final IndexedCollection collection;
  private final VersionedRecords<Subscription> records;

  Subscriptions(MongoDatabase database) {
    MongoCollection<Document> websub = database.getCollection("websub");
    this.collection = new IndexedCollection(websub, Subscriptions::createIndexes);
    this.records = new VersionedRecords<>(websub, Subscription.class);
  }

  private static void createIndexes(MongoCollection<Document> websub) {
    websub.createIndex(Indexes.ascending(Subscription.TOPIC, "_id"));
    websub.createIndex(Indexes.ascending(Subscription.HOST));
    websub.createIndex(Indexes.ascending(Subscription.DUE), new IndexOptions().sparse(true));
  }

  private VersionedRecords<Subscription> records() {
    collection.get();
    return records;
  }

  Optional<Subscription> find(String id) {
    return records().find(id);
  }

  /** All, by id, a page at a time. */
  List<Subscription> after(@Nullable String id, int limit) {
    return records().find(after(exists(Subscription.TOPIC), id), limit);
  }

  long count() {
    return collection.get().estimatedDocumentCount();
  }

  /** How many are sent what is accepted at a moment. */
  long countTo(Collection<String> topics, Instant acceptedAt) {
    return collection.get().countDocuments(inForce(topics, acceptedAt));
  }

  long countAt(String host) {
    return collection.get().countDocuments(eq(Subscription.HOST, host));
  }

  /**
   * Those that are sent what was accepted at a moment, by id.
   *
   * @param after only those with a greater id; null from the first on
   */
  List<Subscription> to(
      Collection<String> topics, Instant acceptedAt, @Nullable String after, int limit) {
    return records().find(after(inForce(topics, acceptedAt), after), limit);
  }

  private static Bson inForce(Collection<String> topics, Instant acceptedAt) {
    Date accepted = Date.from(acceptedAt);
    return and(
        in(Subscription.TOPIC, topics),
        lte(Subscription.SINCE, accepted),
        gt(Subscription.UNTIL, accepted));
  }

  private static Bson after(Bson filter, @Nullable String id) {
    return id == null ? filter : and(filter, gt("_id", id));
  }

  /**
   * Notes what was asked for in a subscriber's name, in place of what was asked before and is not
   * confirmed. Ending what there is not needs no confirmation.
   */
  void ask(String topic, URI callback, Asked asked) {
    String id = Subscription.id(topic, callback);
    Optional<Subscription> noted;
    do {
      if (asked.mode() == Mode.SUBSCRIBE) {
        records().addIfMissing(Subscription.of(topic, callback, asked));
      }
      noted = records().update(id, before -> before.isAsked(asked) ? before : before.with(asked));
    } while (noted.isEmpty() && asked.mode() == Mode.SUBSCRIBE);
  }

  /**
   * One whose subscriber is to be asked now; until its time is over nobody else gets it.
   *
   * @param busy hosts that are asked enough already for the first time
   * @param busyAgain hosts that are asked enough already of those that did not answer before
   * @param lease longer than asking takes
   */
  Optional<Subscription> claim(
      Instant now, Duration lease, Collection<String> busy, Collection<String> busyAgain) {
    Bson due =
        and(
            lte(Subscription.DUE, Date.from(now)),
            or(
                and(eq(Subscription.ATTEMPTS, 0), nin(Subscription.HOST, busy)),
                and(gt(Subscription.ATTEMPTS, 0), nin(Subscription.HOST, busyAgain))));
    return records().find(due, MAX_CLAIMED_AT_ONCE).stream()
        .flatMap(
            one ->
                records()
                    .write(one.with(Objects.requireNonNull(one.asked()).begun(now.plus(lease))))
                    .stream())
        .findFirst();
  }

  /** The subscriber has confirmed what was asked. */
  void confirm(String id, Asked asked, Instant now) {
    if (asked.mode() == Mode.UNSUBSCRIBE) {
      records().removeIf(id, current -> current.isAsked(asked));
    } else {
      records()
          .update(id, current -> current.isAsked(asked) ? current.confirmed(asked, now) : current);
    }
  }

  /** The subscriber has not; what is in force stays as it is. */
  void drop(String id, Asked asked) {
    records()
        .update(
            id,
            current ->
                current.isAsked(asked) && current.until() != null
                    ? current.with((Asked) null)
                    : current);
    records().removeIf(id, current -> current.isAsked(asked));
  }

  /** Ends one at once, and has its subscriber told. */
  void deny(String id, String reason, Instant now) {
    records().update(id, current -> current.denied(Asked.denied(reason, now)));
  }

  Optional<Subscription> update(String id, UnaryOperator<Subscription> change) {
    return records().update(id, change);
  }

  boolean remove(String id) {
    return records().remove(id);
  }

  /** Forgets those whose lease is over, unless somebody has asked for more. */
  long forget(Instant now) {
    return collection
        .get()
        .deleteMany(and(lte(Subscription.UNTIL, Date.from(now)), exists(Subscription.DUE, false)))
        .getDeletedCount();
  }
}
