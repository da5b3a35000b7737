package dev.galley.feed.entry;

import dev.galley.event.Announcement;
import java.time.Instant;
import java.util.List;
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
 * @param dropped announcements that this version leaves out although nobody was told of them: more
 *     than are kept waited for a page
 */
record StoredEntry(
    EntryState state,
    long version,
    long settledRevision,
    @Nullable Instant settledAt,
    Instant changedAt,
    List<Announcement> dropped) {

  StoredEntry {
    // Absent in what an earlier release stored.
    dropped = dropped == null ? List.of() : List.copyOf(dropped);
  }

  static StoredEntry first(EntryState state, Instant now) {
    return new StoredEntry(
        limited(state),
        1,
        settled(state),
        settled(state) == 0 ? null : now,
        now,
        state.announcements().dropped(DueAnnouncements.NONE, 0));
  }

  /** Whether the last write is the one by which the settled revision took effect. */
  boolean hasJustSettled() {
    return changedAt.equals(settledAt);
  }

  /** The next version; empty when there is nothing to write. */
  Optional<StoredEntry> merge(EntryState event, Instant now) {
    EntryState all = state.merge(event);
    EntryState merged = limited(all);
    if (merged.equals(state)) {
      return Optional.empty();
    }
    long settled = Math.max(settledRevision, settled(merged));
    return Optional.of(
        new StoredEntry(
            merged,
            version + 1,
            settled,
            settled == settledRevision ? settledAt : now,
            now,
            all.announcements().dropped(state.announcements(), settledRevision)));
  }

  private static EntryState limited(EntryState state) {
    return state.with(state.announcements().limited());
  }

  /** Without what tells what was removed; empty when the post is not gone. */
  Optional<StoredEntry> forgotten(Instant now) {
    return state.removal().map(gone -> with(null, now));
  }

  /** Without what was only kept to tell of a deletion; empty when there is nothing to erase. */
  Optional<StoredEntry> erased(Instant now) {
    return state
        .removal()
        .filter(UnpublishedPost::afterDeletion)
        .flatMap(gone -> Optional.ofNullable(state.previous()))
        .map(Entry::erasedFully)
        .filter(last -> !last.equals(state.previous()))
        .map(last -> with(last, now));
  }

  private StoredEntry with(@Nullable Entry last, Instant now) {
    return new StoredEntry(
        state.with(last), version + 1, settledRevision, settledAt, now, List.of());
  }

  private static long settled(EntryState state) {
    return state.post() instanceof UnpublishedPost retraction
        ? retraction.revision()
        : state.live().map(Entry::revision).orElse(0L);
  }
}
