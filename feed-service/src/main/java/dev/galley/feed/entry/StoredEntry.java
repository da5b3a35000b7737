package dev.galley.feed.entry;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One document of {@code entries}.
 *
 * @param version grows by one with each write; what a conditional write compares
 * @param settledRevision the newest revision that took effect in the feeds, by entering or leaving
 *     them; 0 before the first
 * @param settledAt when it did; absent before the first
 * @param changedAt when the document was last written
 */
record StoredEntry(
    EntryState state,
    long version,
    long settledRevision,
    @Nullable Instant settledAt,
    Instant changedAt) {

  static StoredEntry first(EntryState state, Instant now) {
    return new StoredEntry(state, 1, settled(state), settled(state) == 0 ? null : now, now);
  }

  /** The next version; empty when there is nothing to write. */
  Optional<StoredEntry> merge(EntryState event, Instant now) {
    EntryState merged = state.merge(event);
    if (merged.equals(state)) {
      return Optional.empty();
    }
    long settled = Math.max(settledRevision, settled(merged));
    return Optional.of(
        new StoredEntry(
            merged, version + 1, settled, settled == settledRevision ? settledAt : now, now));
  }

  /** Without what tells what was removed; empty when the post is not gone. */
  Optional<StoredEntry> forgotten(Instant now) {
    return state
        .removal()
        .map(
            gone ->
                new StoredEntry(
                    state.withoutPrevious(), version + 1, settledRevision, settledAt, now));
  }

  private static long settled(EntryState state) {
    return state.post() instanceof UnpublishedPost retraction
        ? retraction.revision()
        : state.live().map(Entry::revision).orElse(0L);
  }
}
