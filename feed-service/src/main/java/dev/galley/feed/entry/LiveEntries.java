package dev.galley.feed.entry;

import dev.galley.event.Author;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
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

  private static final NavigableSet<UnpublishedPost> NOTHING_GONE = Collections.emptyNavigableSet();

  private final Contents contents;
  private final Clock clock;
  private final Map<String, EntryState> states = new HashMap<>();
  private final Map<Selection, NavigableSet<Entry>> selections = new HashMap<>();
  private final Map<Selection, NavigableSet<UnpublishedPost>> gone = new HashMap<>();
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
  synchronized int waiting() {
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
   * What was of a selection when it left the site, the last first.
   *
   * @param limit how many at most
   */
  public synchronized List<UnpublishedPost> gone(Selection selection, int limit) {
    return gone.getOrDefault(selection, NOTHING_GONE).stream().limit(limit).toList();
  }

  /** What there are entries of, everything and each tag and author, in no order. */
  public synchronized Set<Selection> selections() {
    return Set.copyOf(selections.keySet());
  }

  /**
   * What there are entries of that others would spell as this one; empty where that may be several.
   */
  public Optional<Selection> like(Selection selection) {
    // Publications wait for nobody who asks for what is not there.
    String letters = selection.letters();
    List<Selection> alike =
        selections().stream()
            .filter(one -> one.by() == selection.by() && !letters.isEmpty())
            .filter(one -> one.letters().equals(letters))
            .limit(2)
            .toList();
    return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
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
    boolean left = replace(gone, LAST_GONE_FIRST, goneFrom(before), goneFrom(after));
    return replace(selections, NEWEST_FIRST, liveIn(before), liveIn(after)) || left;
  }

  private <T> boolean replace(
      Map<Selection, NavigableSet<T>> index,
      Comparator<T> order,
      Map<Selection, T> before,
      Map<Selection, T> after) {
    if (before.equals(after)) {
      return false;
    }
    before.forEach(
        (key, one) ->
            index.computeIfPresent(
                key,
                (any, all) -> {
                  all.remove(one);
                  return all.isEmpty() ? null : all;
                }));
    after.forEach((key, one) -> index.computeIfAbsent(key, any -> new TreeSet<>(order)).add(one));
    version++;
    return true;
  }

  private static Map<Selection, Entry> liveIn(@Nullable EntryState state) {
    return state == null
        ? Map.of()
        : state.live().map(entry -> each(selectionsOf(entry), entry)).orElse(Map.of());
  }

  /**
   * By what was last known of it: of an old departure nothing may be left but that there was one.
   */
  private static Map<Selection, UnpublishedPost> goneFrom(@Nullable EntryState state) {
    if (state == null || !(state.post() instanceof UnpublishedPost departure)) {
      return Map.of();
    }
    Entry last = state.lastComplete();
    return each(last == null ? List.of(Selection.ALL) : selectionsOf(last), departure);
  }

  private static <T> Map<Selection, T> each(List<Selection> keys, T one) {
    return keys.stream().collect(Collectors.toMap(key -> key, key -> one));
  }

  private static List<Selection> selectionsOf(Entry entry) {
    return Selection.ofPost(
        entry.post().tags(), entry.post().authors().stream().map(Author::slug).toList());
  }
}
