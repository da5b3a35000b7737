package dev.galley.feed.entry;

import java.time.Clock;
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
  public void forEachWithoutHtml(Consumer<StoredEntry> consumer) {
    entries.values().forEach(consumer);
  }
}
