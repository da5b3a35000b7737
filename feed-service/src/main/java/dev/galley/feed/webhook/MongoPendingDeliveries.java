package dev.galley.feed.webhook;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import dev.galley.feed.store.RecordDocuments;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;

/** {@code galley_feeds.pending} and {@code galley_feeds.couriers}; both stay small. */
final class MongoPendingDeliveries implements PendingDeliveries {

  private final MongoCollection<Document> pending;
  private final MongoCollection<Document> couriers;
  private final RecordDocuments<PendingDelivery> documents =
      new RecordDocuments<>(PendingDelivery.class);

  MongoPendingDeliveries(MongoDatabase database) {
    this.pending = database.getCollection("pending");
    this.couriers = database.getCollection("couriers");
  }

  @Override
  public void add(PendingDelivery delivery) {
    try {
      pending.insertOne(documents.document(delivery.id(), delivery));
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
        throw e;
      }
    }
  }

  @Override
  public boolean isOwned(String id, String owner) {
    Document document = pending.find(eq("_id", id)).first();
    return document != null && owner.equals(document.getString("owner"));
  }

  @Override
  public void reschedule(String id, Instant dueAt) {
    pending.updateOne(eq("_id", id), Updates.set("dueAt", dueAt.toString()));
  }

  @Override
  public void remove(String id) {
    pending.deleteOne(eq("_id", id));
  }

  @Override
  public void alive(String owner, Instant until) {
    couriers.replaceOne(
        eq("_id", owner),
        new Document("_id", owner).append("aliveUntil", until.toEpochMilli()),
        new ReplaceOptions().upsert(true));
  }

  @Override
  public List<PendingDelivery> claim(String owner, Instant now) {
    Set<String> alive = new HashSet<>();
    for (Document dispatcher : couriers.find()) {
      if (dispatcher.getLong("aliveUntil") > now.toEpochMilli()) {
        alive.add(dispatcher.getString("_id"));
      }
    }
    List<PendingDelivery> owned = new ArrayList<>();
    for (PendingDelivery delivery : pending.find().map(documents::value)) {
      if (delivery.owner().equals(owner)
          || (!alive.contains(delivery.owner()) && take(delivery, owner))) {
        owned.add(delivery);
      }
    }
    return owned;
  }

  private boolean take(PendingDelivery delivery, String owner) {
    return pending
            .updateOne(
                and(eq("_id", delivery.id()), eq("owner", delivery.owner())),
                Updates.set("owner", owner))
            .getModifiedCount()
        == 1;
  }
}
