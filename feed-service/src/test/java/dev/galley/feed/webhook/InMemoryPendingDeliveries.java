package dev.galley.feed.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

final class InMemoryPendingDeliveries implements PendingDeliveries {

  final Map<String, PendingDelivery> pending = new ConcurrentHashMap<>();
  private final Map<String, Instant> alive = new ConcurrentHashMap<>();

  @Override
  public void add(PendingDelivery delivery) {
    pending.putIfAbsent(delivery.id(), delivery);
  }

  @Override
  public boolean isOwned(String id, String owner) {
    PendingDelivery delivery = pending.get(id);
    return delivery != null && delivery.owner().equals(owner);
  }

  @Override
  public void reschedule(String id, Instant dueAt) {
    pending.computeIfPresent(id, (any, delivery) -> delivery.due(dueAt));
  }

  @Override
  public void remove(String id) {
    pending.remove(id);
  }

  @Override
  public void alive(String owner, Instant until) {
    alive.put(owner, until);
  }

  @Override
  public List<PendingDelivery> claim(String owner, Instant now) {
    pending.replaceAll(
        (id, delivery) ->
            alive.getOrDefault(delivery.owner(), Instant.MIN).isAfter(now)
                ? delivery
                : new PendingDelivery(id, delivery.webhookId(), delivery.dueAt(), owner));
    return pending.values().stream().filter(delivery -> delivery.owner().equals(owner)).toList();
  }
}
