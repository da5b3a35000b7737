package dev.galley.feed.webhook;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/** Webhooks without a store. */
final class InMemoryWebhooks implements Webhooks {

  private final Map<String, Webhook> webhooks = new ConcurrentSkipListMap<>();

  @Override
  public void add(Webhook webhook) {
    webhooks.put(webhook.id(), webhook);
  }

  @Override
  public Optional<Webhook> find(String id) {
    return Optional.ofNullable(webhooks.get(id));
  }

  @Override
  public List<Webhook> all() {
    return List.copyOf(webhooks.values());
  }

  @Override
  public Optional<Webhook> update(String id, UnaryOperator<Webhook> change) {
    return Optional.ofNullable(
        webhooks.computeIfPresent(
            id, (any, webhook) -> change.apply(webhook).withVersion(webhook.version() + 1)));
  }

  @Override
  public boolean remove(String id) {
    return webhooks.remove(id) != null;
  }
}
