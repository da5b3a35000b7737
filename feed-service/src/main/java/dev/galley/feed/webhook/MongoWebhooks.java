package dev.galley.feed.webhook;

import com.mongodb.client.MongoDatabase;
import dev.galley.feed.store.VersionedRecords;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code galley_feeds.webhooks}: few documents, by ids that sort by age. */
final class MongoWebhooks implements Webhooks {

  private final VersionedRecords<Webhook> webhooks;

  MongoWebhooks(MongoDatabase database) {
    this.webhooks = new VersionedRecords<>(database.getCollection("webhooks"), Webhook.class);
  }

  @Override
  public void add(Webhook webhook) {
    webhooks.add(webhook);
  }

  @Override
  public Optional<Webhook> find(String id) {
    return webhooks.find(id);
  }

  @Override
  public List<Webhook> all() {
    return webhooks.all();
  }

  @Override
  public Optional<Webhook> update(String id, UnaryOperator<Webhook> change) {
    return webhooks.update(id, change);
  }

  @Override
  public boolean remove(String id) {
    return webhooks.remove(id);
  }
}
