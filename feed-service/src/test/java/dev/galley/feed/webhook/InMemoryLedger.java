package dev.galley.feed.webhook;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

final class InMemoryLedger implements Ledger {

  final Map<String, LedgerEntry> entries = new ConcurrentHashMap<>();

  @Override
  public Optional<LedgerEntry> find(String id) {
    return Optional.ofNullable(entries.get(id));
  }

  @Override
  public boolean open(LedgerEntry entry) {
    return entries.putIfAbsent(entry.id(), entry) == null;
  }

  @Override
  public void write(LedgerEntry entry) {
    entries.put(entry.id(), entry);
  }

  @Override
  public List<LedgerEntry> of(String webhookId, String before, int limit) {
    return entries.values().stream()
        .filter(entry -> entry.webhookId().equals(webhookId))
        .filter(entry -> before == null || entry.sequence().compareTo(before) < 0)
        .sorted(Comparator.comparing(LedgerEntry::sequence).reversed())
        .limit(limit)
        .toList();
  }
}
