package dev.galley.feed.entry;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The store's contract without a store. */
final class InMemoryEntryStates implements EntryStates {

  private final Map<String, StoredEntry> entries = new ConcurrentHashMap<>();
  private final Clock clock;

  InMemoryEntryStates(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Merged merge(EntryState event) {
    StoredEntry before = entries.get(event.postId());
    Optional<StoredEntry> next =
        before == null
            ? Optional.of(StoredEntry.first(event, clock.instant()))
            : before.merge(event, clock.instant());
    next.ifPresent(entry -> entries.put(event.postId(), entry));
    return new Merged(next.orElse(before), next.isPresent());
  }

  @Override
  public Optional<StoredEntry> find(String postId) {
    return Optional.ofNullable(entries.get(postId));
  }

  @Override
  public List<String> goneBefore(Instant time) {
    return entries.values().stream()
        .filter(stored -> stored.state().removal().isPresent())
        .filter(stored -> stored.state().previous() != null)
        .filter(stored -> stored.settledAt().isBefore(time))
        .map(stored -> stored.state().postId())
        .toList();
  }

  @Override
  public void forget(String postId) {
    entries.computeIfPresent(
        postId, (id, stored) -> stored.forgotten(clock.instant()).orElse(stored));
  }

  @Override
  public void erase(String postId) {
    entries.computeIfPresent(postId, (id, stored) -> stored.erased(clock.instant()).orElse(stored));
  }

  @Override
  public void forEachWithoutHtml(Consumer<StoredEntry> consumer) {
    entries.values().forEach(consumer);
  }
}
