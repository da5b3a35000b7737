package dev.galley.feed.announcement;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Projections.exclude;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import dev.galley.feed.announcement.Delivery.State;
import dev.galley.feed.store.Insertion;
import dev.galley.feed.store.RecordDocuments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * {@code galley_feeds.deliveries}: a document for each announcement and recipient. Those of one
 * announcement and channel stand side by side by their ids.
 *
 * <p>What is to be done about one is claimed until a time. Every claim and every write raises its
 * version, and a write counts only while the version is the one that was claimed: whoever lost the
 * claim to another one cannot overwrite what that one did.
 */
final class Deliveries implements Told {

  /**
   * A delivery that nobody else acts on until its time is over.
   *
   * @param begun whether an attempt was begun under an earlier claim and its outcome is unknown
   */
  record Claimed(Delivery delivery, boolean begun) {}

  /** When something is to be done next, and by which channel; absent once nothing is. */
  private static final String NEXT = "next";

  private static final String NEXT_CHANNEL = "next.channel";
  private static final String NEXT_AT = "next.at";

  /** Its own id, on one that failed or is unclear, so that these can be listed. */
  private static final String PROBLEM = "problem";

  private static final String BEGUN = "begun";
  private static final String VERSION = "version";
  private static final String RECIPIENT = "recipientId";
  private static final String CHANNEL = "channel";
  private static final String SEQUENCE = "sequence";
  private static final String ID = "_id";

  private final MongoCollection<Document> deliveries;
  private final RecordDocuments<Delivery> documents = new RecordDocuments<>(Delivery.class);

  Deliveries(MongoDatabase database) {
    this.deliveries = database.getCollection("deliveries");
  }

  void createIndexes() {
    IndexOptions sparse = new IndexOptions().sparse(true);
    deliveries.createIndex(Indexes.ascending(NEXT_CHANNEL, NEXT_AT), sparse);
    deliveries.createIndex(Indexes.ascending(PROBLEM), sparse);
    deliveries.createIndex(
        Indexes.compoundIndex(Indexes.ascending(RECIPIENT), Indexes.descending(SEQUENCE)));
  }

  /** Opens deliveries; one that exists stays as it is. */
  void open(List<Delivery> opening) {
    Insertion.ofMissing(
        deliveries, opening.stream().map(one -> document(one, one.nextAttemptAt())).toList());
  }

  /** Stores a delivery that an earlier release made; one that exists stays as it is. */
  void open(Delivery old, @Nullable Instant next) {
    Insertion.ofMissing(deliveries, List.of(document(old, next)));
  }

  /**
   * Claims the delivery of a channel that is due longest.
   *
   * @param until when others may claim it
   * @param busy not one to these recipients
   */
  Optional<Claimed> claim(String channel, Instant now, Instant until, Collection<String> busy) {
    Bson due = and(eq(NEXT_CHANNEL, channel), lte(NEXT_AT, Date.from(now)));
    return Optional.ofNullable(
            deliveries.findOneAndUpdate(
                busy.isEmpty() ? due : and(due, nin(RECIPIENT, busy)),
                combine(set(NEXT_AT, Date.from(until)), set(BEGUN, true), inc(VERSION, 1L)),
                new FindOneAndUpdateOptions()
                    .sort(Sorts.ascending(NEXT_AT))
                    .returnDocument(ReturnDocument.BEFORE)))
        .map(
            before -> {
              Delivery delivery = delivery(before);
              return new Claimed(
                  delivery.withVersion(delivery.version() + 1), before.getBoolean(BEGUN, false));
            });
  }

  /** Keeps the claims on deliveries, but of those that another one has claimed or written since. */
  void renew(List<Delivery> claimed, Instant until) {
    if (claimed.isEmpty()) {
      return;
    }
    Bson kept = set(NEXT_AT, Date.from(until));
    deliveries.bulkWrite(
        claimed.stream().map(one -> new UpdateOneModel<Document>(isUnchanged(one), kept)).toList(),
        new BulkWriteOptions().ordered(false));
  }

  /**
   * Writes what came of a claimed delivery.
   *
   * @param next when something is to be done about it; null for nothing any more
   * @return as it is stored now; empty when another one has claimed or written it since
   */
  Optional<Delivery> write(Delivery changed, @Nullable Instant next) {
    return replace(changed, next, isUnchanged(changed));
  }

  /**
   * Has a delivery attempted again now.
   *
   * @param seen what the person saw who asked for it; nothing happens when it has changed since
   * @return empty also while it is being attempted
   */
  Optional<Delivery> reopen(Delivery seen, Instant now) {
    Bson notHeld = or(ne(BEGUN, true), exists(NEXT, false), lte(NEXT_AT, Date.from(now)));
    return replace(seen.again(now), now, and(isUnchanged(seen), notHeld));
  }

  private Optional<Delivery> replace(Delivery changed, @Nullable Instant next, Bson condition) {
    Delivery written = changed.withVersion(changed.version() + 1);
    return deliveries.replaceOne(condition, document(written, next)).getMatchedCount() == 1
        ? Optional.of(written)
        : Optional.empty();
  }

  /**
   * Nothing is left to do about a delivery.
   *
   * @return false when another one has claimed or written it since
   */
  boolean settle(Delivery ended) {
    return deliveries.updateOne(isUnchanged(ended), unset(NEXT)).getMatchedCount() == 1;
  }

  /** Whether nobody has claimed or written it since. */
  boolean isCurrent(Delivery seen) {
    return deliveries.find(isUnchanged(seen)).projection(include(ID)).first() != null;
  }

  private static Bson isUnchanged(Delivery seen) {
    return and(eq(ID, seen.id()), eq(VERSION, seen.version()));
  }

  Optional<Delivery> find(String id) {
    return Optional.ofNullable(deliveries.find(eq(ID, id)).first()).map(this::delivery);
  }

  /**
   * The deliveries to a recipient, newest first, without what was answered.
   *
   * @param before only those older than this sequence; null from the newest on
   */
  List<Delivery> to(String recipientId, @Nullable String before, int limit) {
    Bson toRecipient = eq(RECIPIENT, recipientId);
    return deliveries
        .find(before == null ? toRecipient : and(toRecipient, lt(SEQUENCE, before)))
        .sort(Sorts.descending(SEQUENCE))
        .limit(limit)
        .projection(exclude("attempts.excerpt"))
        .map(this::delivery)
        .into(new ArrayList<>());
  }

  /**
   * Deliveries of an announcement that failed or are unclear, by id.
   *
   * @param channel null for all
   * @param after only those with a greater id; null from the first on
   */
  List<Delivery> problems(
      String announcementId, @Nullable String channel, @Nullable String after, int limit) {
    return deliveries
        .find(range(PROBLEM, prefix(announcementId, channel), after))
        .sort(Sorts.ascending(PROBLEM))
        .limit(limit)
        .projection(exclude("attempts.excerpt"))
        .map(this::delivery)
        .into(new ArrayList<>());
  }

  /**
   * Deliveries of any announcement that failed or are unclear, those of the newest posts first.
   *
   * @param channel null for all
   * @param before only those with a smaller id; null from the greatest on
   */
  List<Delivery> problems(@Nullable String channel, @Nullable String before, int limit) {
    Bson all = before == null ? gte(PROBLEM, "") : lt(PROBLEM, before);
    return deliveries
        .find(channel == null ? all : and(all, eq(CHANNEL, channel)))
        .sort(Sorts.descending(PROBLEM))
        .limit(limit)
        .projection(exclude("attempts.excerpt"))
        .map(this::delivery)
        .into(new ArrayList<>());
  }

  /** Whether something is still to be done about a delivery of an announcement. */
  boolean anyWaits(String announcementId, String channel) {
    return deliveries
            .find(and(eq(NEXT_CHANNEL, channel), range(ID, prefix(announcementId, channel), null)))
            .projection(include(ID))
            .first()
        != null;
  }

  /**
   * Where deliveries of an announcement stand, by id.
   *
   * @param after only those with a greater id; null from the first on
   */
  List<DeliveryState> states(
      String announcementId, String channel, @Nullable String after, int limit) {
    return deliveries
        .find(range(ID, prefix(announcementId, channel), after))
        .sort(Sorts.ascending(ID))
        .limit(limit)
        .projection(include("state"))
        .map(
            found ->
                new DeliveryState(found.getString(ID), State.valueOf(found.getString("state"))))
        .into(new ArrayList<>());
  }

  @Override
  public List<String> recipients(
      String announcementId, String channel, @Nullable String after, int limit) {
    String prefix = prefix(announcementId, channel);
    return deliveries
        .find(
            and(
                range(ID, prefix, after == null ? null : prefix + after),
                nin("state", State.FAILED.name(), State.SKIPPED.name())))
        .sort(Sorts.ascending(ID))
        .limit(limit)
        .projection(include(RECIPIENT))
        .map(found -> found.getString(RECIPIENT))
        .into(new ArrayList<>());
  }

  @Override
  public Optional<State> state(String announcementId, String channel, String recipientId) {
    return find(Delivery.id(announcementId, channel, recipientId)).map(Delivery::state);
  }

  /** Where a delivery stands. */
  record DeliveryState(String id, State state) {}

  /**
   * Removes deliveries of an announcement.
   *
   * @return whether there are no more
   */
  boolean remove(String announcementId, int limit) {
    List<String> ids =
        deliveries
            .find(range(ID, prefix(announcementId, null), null))
            .limit(limit)
            .projection(include(ID))
            .map(found -> found.getString(ID))
            .into(new ArrayList<>());
    if (!ids.isEmpty()) {
      deliveries.deleteMany(in(ID, ids));
    }
    return ids.size() < limit;
  }

  private static String prefix(String announcementId, @Nullable String channel) {
    return announcementId + ":" + (channel == null ? "" : channel + ":");
  }

  /** All values that begin with a prefix; the character after the colon ends it. */
  private static Bson range(String field, String prefix, @Nullable String after) {
    String end = prefix.substring(0, prefix.length() - 1) + (char) (':' + 1);
    return and(after == null ? gte(field, prefix) : gt(field, after), lt(field, end));
  }

  private Document document(Delivery delivery, @Nullable Instant next) {
    Document document = documents.document(delivery.id(), delivery);
    document.remove("id");
    if (next != null) {
      document.append(
          NEXT, new Document("channel", delivery.channel()).append("at", Date.from(next)));
    }
    if (delivery.state() == State.FAILED || delivery.state() == State.UNCLEAR) {
      document.append(PROBLEM, delivery.id());
    }
    return document;
  }

  private Delivery delivery(Document document) {
    Document fields = new Document(document);
    List.of(NEXT, BEGUN, PROBLEM).forEach(fields::remove);
    return documents.value(fields.append("id", document.getString(ID)));
  }

  /** As it is written in an address. */
  static String shown(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
