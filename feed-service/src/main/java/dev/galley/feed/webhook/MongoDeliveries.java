package dev.galley.feed.webhook;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
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

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import dev.galley.feed.store.RecordDocuments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * {@code galley_feeds.ledger}, a document for each delivery, and {@code
 * galley_feeds.announcements}, a document for each message while its body is kept.
 */
final class MongoDeliveries implements Deliveries {

  /** When something is to be done next; absent once nothing is. */
  private static final String DUE = "due";

  private static final String OWNER = "owner";
  private static final String LEASED_UNTIL = "leasedUntil";
  private static final String VERSION = "version";
  private static final String PAYLOAD = "payload";
  private static final String KEPT_AT = "keptAt";

  private final MongoDatabase database;
  private final MongoCollection<Document> ledger;
  private final MongoCollection<Document> announcements;
  private final RecordDocuments<Delivery> documents = new RecordDocuments<>(Delivery.class);

  MongoDeliveries(MongoDatabase database) {
    this.database = database;
    this.ledger = database.getCollection("ledger");
    this.announcements = database.getCollection("announcements");
  }

  /** Makes the indexes, and takes over what an earlier release had pending. */
  void prepare() {
    ledger.createIndex(
        Indexes.compoundIndex(Indexes.ascending("webhookId"), Indexes.descending("sequence")));
    ledger.createIndex(Indexes.ascending("postId"));
    ledger.createIndex(Indexes.ascending(DUE), new IndexOptions().sparse(true));
    takeOver();
  }

  private void takeOver() {
    MongoCollection<Document> couriers = database.getCollection("couriers");
    if (couriers.find().first() == null) {
      return;
    }
    MongoCollection<Document> pending = database.getCollection("pending");
    for (Document old : pending.find()) {
      Instant due = Instant.parse(old.getString("dueAt"));
      ledger.updateOne(
          and(eq("_id", old.getString("_id")), exists(DUE, false)), set(DUE, Date.from(due)));
      pending.deleteOne(eq("_id", old.getString("_id")));
    }
    // A crash may have come before it was pending.
    ledger.updateMany(
        and(eq("state", Delivery.State.WAITING.name()), exists(DUE, false)), set(DUE, new Date(0)));
    pending.drop();
    couriers.drop();
  }

  @Override
  public Optional<Delivery> find(String id) {
    return Optional.ofNullable(ledger.find(eq("_id", id)).first()).map(this::delivery);
  }

  @Override
  public Map<String, Delivery> find(Collection<String> ids) {
    Map<String, Delivery> found = new HashMap<>();
    ledger
        .find(in("_id", ids))
        .map(this::delivery)
        .forEach(delivery -> found.put(delivery.id(), delivery));
    return found;
  }

  @Override
  public List<Delivery> of(String webhookId, @Nullable String before, int limit) {
    var ofWebhook = eq("webhookId", webhookId);
    return ledger
        .find(before == null ? ofWebhook : and(ofWebhook, lt("sequence", before)))
        .sort(Sorts.descending("sequence"))
        .limit(limit)
        .projection(exclude(PAYLOAD, "attempts.excerpt"))
        .map(this::delivery)
        .into(new ArrayList<>());
  }

  @Override
  public Optional<String> payload(Delivery delivery) {
    return Optional.ofNullable(delivery.payload())
        .or(
            () ->
                Optional.ofNullable(
                        announcements
                            .find(eq("_id", delivery.announcementId()))
                            .projection(include(PAYLOAD))
                            .first())
                    .map(kept -> kept.getString(PAYLOAD)));
  }

  @Override
  public boolean keep(Message message, Instant now) {
    Document kept =
        new Document("_id", message.id())
            .append("postId", message.postId())
            .append("revision", message.revision())
            .append(PAYLOAD, message.payload())
            .append(KEPT_AT, Date.from(now));
    try {
      announcements.insertOne(kept);
      return true;
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
        throw e;
      }
      return false;
    }
  }

  @Override
  public List<Delivery> open(List<Delivery> deliveries, Lease lease, Instant now) {
    if (deliveries.isEmpty()) {
      return deliveries;
    }
    List<Document> opened =
        deliveries.stream()
            .map(delivery -> document(delivery, isDue(delivery, now) ? lease : null))
            .toList();
    try {
      ledger.insertMany(opened, new InsertManyOptions().ordered(false));
      return deliveries;
    } catch (MongoBulkWriteException e) {
      Set<Integer> known = new HashSet<>();
      for (BulkWriteError error : e.getWriteErrors()) {
        if (ErrorCategory.fromErrorCode(error.getCode()) != ErrorCategory.DUPLICATE_KEY) {
          throw e;
        }
        known.add(error.getIndex());
      }
      List<Delivery> made = new ArrayList<>();
      for (int i = 0; i < deliveries.size(); i++) {
        if (!known.contains(i)) {
          made.add(deliveries.get(i));
        }
      }
      return made;
    }
  }

  private static boolean isDue(Delivery delivery, Instant now) {
    Instant at = delivery.nextAttemptAt();
    return at == null || !at.isAfter(now);
  }

  @Override
  public void add(Delivery ended) {
    ledger.insertOne(documents.document(ended.id(), ended));
  }

  @Override
  public Optional<Delivery> claim(Lease lease, Instant now, Set<String> ids, Set<String> webhooks) {
    return Optional.ofNullable(
            ledger.findOneAndUpdate(
                and(
                    lte(DUE, Date.from(now)),
                    isFree(now),
                    nin("_id", ids),
                    nin("webhookId", webhooks)),
                combine(
                    set(OWNER, lease.owner()),
                    set(LEASED_UNTIL, Date.from(lease.until())),
                    inc(VERSION, 1L)),
                new FindOneAndUpdateOptions()
                    .sort(Sorts.ascending(DUE))
                    .returnDocument(ReturnDocument.AFTER)))
        .map(this::delivery);
  }

  @Override
  public boolean renew(Delivery claimed, Lease lease) {
    return ledger
            .updateOne(
                and(eq("_id", claimed.id()), isVersion(claimed.version())),
                combine(set(OWNER, lease.owner()), set(LEASED_UNTIL, Date.from(lease.until()))))
            .getMatchedCount()
        == 1;
  }

  @Override
  public void renew(Collection<String> ids, Lease lease) {
    ledger.updateMany(
        and(in("_id", ids), eq(OWNER, lease.owner())), set(LEASED_UNTIL, Date.from(lease.until())));
  }

  @Override
  public Optional<Delivery> write(Delivery changed, @Nullable Lease lease) {
    return replace(changed, lease, isVersion(changed.version()));
  }

  @Override
  public Optional<Delivery> reopen(Delivery changed, Lease lease, Instant now) {
    return replace(changed, lease, and(isVersion(changed.version()), isFree(now)));
  }

  private Optional<Delivery> replace(Delivery changed, @Nullable Lease lease, Bson unchanged) {
    Delivery next = changed.withVersion(changed.version() + 1);
    boolean written =
        ledger
                .replaceOne(and(eq("_id", next.id()), unchanged), document(next, lease))
                .getMatchedCount()
            == 1;
    return written ? Optional.of(next) : Optional.empty();
  }

  @Override
  public void settle(Delivery ended) {
    ledger.updateOne(
        and(eq("_id", ended.id()), isVersion(ended.version())),
        combine(unset(DUE), unset(OWNER), unset(LEASED_UNTIL)));
  }

  @Override
  public void removePayloads(Instant before) {
    Set<String> wanted =
        ledger
            .find(exists(DUE))
            .map(this::delivery)
            .map(Delivery::announcementId)
            .into(new HashSet<>());
    announcements.deleteMany(and(lt(KEPT_AT, Date.from(before)), nin("_id", wanted)));
    // Earlier releases kept the body with each delivery, and tests still do.
    ledger.updateMany(
        and(exists(DUE, false), exists(PAYLOAD), lt("acceptedAt", before.toString())),
        unset(PAYLOAD));
  }

  @Override
  public void erase(Message left) {
    announcements.deleteMany(and(isOf(left.postId()), ne("_id", left.id())));
    announcements.updateOne(eq("_id", left.id()), set(PAYLOAD, left.payload()));
    ledger.deleteMany(
        and(eq("postId", left.postId()), ne("revision", left.revision()), exists(DUE, false)));
  }

  private static Bson isOf(String postId) {
    return and(gte("_id", postId + ":"), lt("_id", postId + ";"));
  }

  @Override
  public void forget(String postId) {
    announcements.deleteMany(isOf(postId));
    ledger.deleteMany(and(eq("postId", postId), exists(DUE, false)));
  }

  private static Bson isFree(Instant now) {
    return or(exists(OWNER, false), lte(LEASED_UNTIL, Date.from(now)));
  }

  /** What an earlier release wrote has no version. */
  private static Bson isVersion(long version) {
    return version == 0 ? in(VERSION, Arrays.asList(0L, null)) : eq(VERSION, version);
  }

  private Document document(Delivery delivery, @Nullable Lease lease) {
    Document document = documents.document(delivery.id(), delivery);
    if (delivery.payload() == null) {
      document.remove(PAYLOAD);
    }
    Instant due = delivery.nextAttemptAt();
    document.append(DUE, Date.from(due == null ? delivery.acceptedAt() : due));
    if (lease != null) {
      document.append(OWNER, lease.owner()).append(LEASED_UNTIL, Date.from(lease.until()));
    }
    return document;
  }

  private Delivery delivery(Document document) {
    Document fields = new Document(document);
    List.of(DUE, OWNER, LEASED_UNTIL).forEach(fields::remove);
    fields.putIfAbsent(VERSION, 0L);
    return documents.value(fields);
  }
}
