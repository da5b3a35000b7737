package dev.galley.feed.webhook;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import dev.galley.feed.store.RecordDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** {@code galley_feeds.ledger}. */
final class MongoDeliveries implements Deliveries {

  private final MongoCollection<Document> ledger;
  private final RecordDocuments<Delivery> documents = new RecordDocuments<>(Delivery.class);

  MongoDeliveries(MongoDatabase database) {
    this.ledger = database.getCollection("ledger");
  }

  /** Makes what the delivery log's query needs; everything else goes by id. */
  void createIndexes() {
    ledger.createIndex(
        Indexes.compoundIndex(Indexes.ascending("webhookId"), Indexes.descending("sequence")));
  }

  @Override
  public Optional<Delivery> find(String id) {
    return Optional.ofNullable(ledger.find(eq("_id", id)).first()).map(documents::value);
  }

  @Override
  public boolean open(Delivery entry) {
    try {
      ledger.insertOne(documents.document(entry.id(), entry));
      return true;
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public void write(Delivery entry) {
    ledger.replaceOne(
        eq("_id", entry.id()),
        documents.document(entry.id(), entry),
        new ReplaceOptions().upsert(true));
  }

  @Override
  public List<Delivery> of(String webhookId, @Nullable String before, int limit) {
    var ofWebhook = eq("webhookId", webhookId);
    return ledger
        .find(before == null ? ofWebhook : and(ofWebhook, lt("sequence", before)))
        .sort(Sorts.descending("sequence"))
        .limit(limit)
        .map(documents::value)
        .into(new ArrayList<>());
  }
}
