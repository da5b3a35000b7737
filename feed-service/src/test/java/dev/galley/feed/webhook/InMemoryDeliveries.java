package dev.galley.feed.webhook;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

final class InMemoryDeliveries implements Deliveries {

  final Map<String, Delivery> entries = new ConcurrentHashMap<>();

  @Override
  public Optional<Delivery> find(String id) {
    return Optional.ofNullable(entries.get(id));
  }

  @Override
  public boolean open(Delivery entry) {
    return entries.putIfAbsent(entry.id(), entry) == null;
  }

  @Override
  public void write(Delivery entry) {
    entries.put(entry.id(), entry);
  }

  @Override
  public List<Delivery> of(String webhookId, String before, int limit) {
    return entries.values().stream()
        .filter(entry -> entry.webhookId().equals(webhookId))
        .filter(entry -> before == null || entry.sequence().compareTo(before) < 0)
        .sorted(Comparator.comparing(Delivery::sequence).reversed())
        .limit(limit)
        .toList();
  }
}
