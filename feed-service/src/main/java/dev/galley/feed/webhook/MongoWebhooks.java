package dev.galley.feed.webhook;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import dev.galley.feed.store.RecordDocuments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.Document;

/** {@code galley_feeds.webhooks}: few documents, by ids that sort by age. */
final class MongoWebhooks implements Webhooks {

  private final MongoCollection<Document> webhooks;
  private final RecordDocuments<Webhook> documents = new RecordDocuments<>(Webhook.class);

  MongoWebhooks(MongoDatabase database) {
    this.webhooks = database.getCollection("webhooks");
  }

  @Override
  public void add(Webhook webhook) {
    webhooks.insertOne(documents.document(webhook.id(), webhook));
  }

  @Override
  public Optional<Webhook> find(String id) {
    return Optional.ofNullable(webhooks.find(eq("_id", id)).first()).map(documents::value);
  }

  @Override
  public List<Webhook> all() {
    return webhooks
        .find()
        .sort(Sorts.ascending("_id"))
        .map(documents::value)
        .into(new ArrayList<>());
  }

  @Override
  public Optional<Webhook> update(String id, UnaryOperator<Webhook> change) {
    // Each lost race means that another writer made progress.
    while (true) {
      Optional<Webhook> current = find(id);
      if (current.isEmpty()) {
        return current;
      }
      long version = current.get().version();
      Webhook changed = change.apply(current.get()).withVersion(version + 1);
      var unchanged = and(eq("_id", id), eq("version", version));
      if (webhooks.replaceOne(unchanged, documents.document(id, changed)).getMatchedCount() == 1) {
        return Optional.of(changed);
      }
    }
  }

  @Override
  public boolean remove(String id) {
    return webhooks.deleteOne(eq("_id", id)).getDeletedCount() == 1;
  }
}
