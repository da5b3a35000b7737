package dev.galley.feed.entry;

import dev.galley.event.Author;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The newest state of every entry, in memory, without its content. What the feeds are built from.
 * Thread-safe.
 */
public final class LiveEntries {

  /** Newest first; equal times in a fixed order, so that every instance serves the same bytes. */
  private static final Comparator<Entry> NEWEST_FIRST =
      Comparator.comparing((Entry entry) -> entry.post().publishedAt().toInstant())
          .reversed()
          .thenComparing(Entry::postId);

  private static final Comparator<UnpublishedPost> LAST_GONE_FIRST =
      Comparator.comparing(UnpublishedPost::toldAt)
          .reversed()
          .thenComparing(UnpublishedPost::postId);

  private final Contents contents;
  private final Clock clock;
  private final Map<String, EntryState> states = new HashMap<>();
  private final Map<Selection, NavigableSet<Entry>> selections = new HashMap<>();
  private final NavigableSet<UnpublishedPost> gone = new TreeSet<>(LAST_GONE_FIRST);
  private volatile long version;
  private volatile @Nullable Instant changedAt;
  private volatile boolean loaded;
  private int waiting;

  LiveEntries(Contents contents, Clock clock) {
    this.contents = contents;
    this.clock = clock;
  }

  /** Whether the store was read once; before that nothing here is complete. */
  public boolean isLoaded() {
    return loaded;
  }

  void markLoaded() {
    loaded = true;
  }

  /** Grows with every change of any entry; what was built from an equal version is current. */
  public long version() {
    return version;
  }

  /**
   * Whether a post left the site after this revision: nothing that it said until then may be shown,
   * even where it came back since.
   */
  public synchronized boolean isTakenBack(String postId, long revision) {
    EntryState state = states.get(postId);
    return state != null && revision < state.announcements().voidUntil();
  }

  /**
   * Whether this instance knows what became of a revision: it is live here, or a newer one, or the
   * post has left the site since.
   */
  public synchronized boolean isSettled(String postId, long revision) {
    EntryState state = states.get(postId);
    return state != null && state.isSettled(revision);
  }

  /** When an entry last changed, as far as this instance knows; empty before the first one. */
  public Optional<Instant> changedAt() {
    return Optional.ofNullable(changedAt);
  }

  /**
   * How much is live.
   *
   * @param revisions the sum of their newest ones
   */
  public record Tally(long posts, long revisions) {}

  /** How much is live now. */
  public synchronized Tally tally() {
    NavigableSet<Entry> all = selections.get(Selection.ALL);
    return all == null
        ? new Tally(0, 0)
        : new Tally(all.size(), all.stream().mapToLong(entry -> entry.post().revision()).sum());
  }

  /** How many publications wait for their page. */
  public synchronized int waiting() {
    return waiting;
  }

  /**
   * The newest entries of a selection, by the time that readers should take as their last update.
   *
   * @param limit how many at most
   */
  public synchronized List<Entry> newest(Selection selection, Predicate<Entry> wanted, int limit) {
    NavigableSet<Entry> selected = selections.get(selection);
    return selected == null ? List.of() : selected.stream().filter(wanted).limit(limit).toList();
  }

  /**
   * What left the site, the last first.
   *
   * @param limit how many at most
   */
  public synchronized List<UnpublishedPost> gone(int limit) {
    return gone.stream().limit(limit).toList();
  }

  /** What there are entries of, everything and each tag and author, in no order. */
  public synchronized Set<Selection> selections() {
    return Set.copyOf(selections.keySet());
  }

  /**
   * The content of an entry.
   *
   * @throws com.mongodb.MongoException when it is not in memory and the store does not answer
   */
  public Content content(Entry entry) {
    return contents.of(entry);
  }

  /** Takes in what the store knows. */
  void load(StoredEntry stored) {
    merge(stored.state().forFeeds());
    touch(stored.changedAt());
  }

  /** Takes in an event's state, or one that was stored just now. */
  void update(EntryState state) {
    if (state.page() instanceof RenderedPage page) {
      contents.offer(page);
    }
    if (merge(state.forFeeds())) {
      touch(clock.instant());
    }
  }

  private synchronized void touch(Instant at) {
    changedAt = changedAt == null || at.isAfter(changedAt) ? at : changedAt;
  }

  /** Whether the feeds change. */
  private synchronized boolean merge(EntryState state) {
    EntryState before = states.get(state.postId());
    EntryState after = before == null ? state : before.merge(state);
    if (after.equals(before)) {
      return false;
    }
    states.put(after.postId(), after);
    waiting += (after.waits() ? 1 : 0) - (before != null && before.waits() ? 1 : 0);
    boolean left = replace(before == null ? null : before.post(), after.post());
    return replace(before == null ? Optional.empty() : before.live(), after.live()) || left;
  }

  private boolean replace(@Nullable PostSide before, @Nullable PostSide after) {
    if (Objects.equals(before, after)) {
      return false;
    }
    boolean back = before instanceof UnpublishedPost earlier && gone.remove(earlier);
    boolean left = after instanceof UnpublishedPost last && gone.add(last);
    if (back || left) {
      version++;
    }
    return back || left;
  }

  private boolean replace(Optional<Entry> before, Optional<Entry> after) {
    if (before.equals(after)) {
      return false;
    }
    before.ifPresent(entry -> selectionsOf(entry).forEach(key -> remove(key, entry)));
    after.ifPresent(
        entry ->
            selectionsOf(entry)
                .forEach(
                    key ->
                        selections
                            .computeIfAbsent(key, any -> new TreeSet<>(NEWEST_FIRST))
                            .add(entry)));
    version++;
    return true;
  }

  private void remove(Selection key, Entry entry) {
    selections.computeIfPresent(
        key,
        (any, entries) -> {
          entries.remove(entry);
          return entries.isEmpty() ? null : entries;
        });
  }

  private static List<Selection> selectionsOf(Entry entry) {
    return Selection.ofPost(
        entry.post().tags(), entry.post().authors().stream().map(Author::slug).toList());
  }
}
