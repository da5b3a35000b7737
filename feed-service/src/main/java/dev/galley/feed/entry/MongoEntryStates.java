package dev.galley.feed.entry;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Projections.exclude;
import static com.mongodb.client.model.Projections.include;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.WriteModel;
import dev.galley.feed.store.RecordDocuments;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * {@code galley_feeds.entries}, one document per post. What this instance wrote last is remembered:
 * a post's page event follows its post event closely, and a conditional write tells whether another
 * instance wrote in between.
 */
final class MongoEntryStates implements EntryStates {

  private static final long MAX_REMEMBERED_CHARS = 4L * 1024 * 1024;

  /** What an entry takes besides the content of its page, about. */
  private static final int CHARS_WITHOUT_CONTENT = 2_000;

  private final MongoCollection<Document> entries;
  private final Cache<String, StoredEntry> written =
      Caffeine.newBuilder()
          .maximumWeight(MAX_REMEMBERED_CHARS)
          .weigher((String postId, StoredEntry entry) -> weight(entry))
          .executor(Runnable::run)
          .build();
  private final Clock clock;
  private final RecordDocuments<StoredEntry> documents = new RecordDocuments<>(StoredEntry.class);

  MongoEntryStates(MongoDatabase database, Clock clock) {
    this.entries = database.getCollection("entries");
    this.clock = clock;
  }

  @Override
  public Merged merge(EntryState event) {
    return mergeAll(List.of(event)).get(0);
  }

  @Override
  public List<Merged> mergeAll(List<EntryState> events) {
    Map<String, Merged> merged = new HashMap<>();
    Map<String, EntryState> open = new LinkedHashMap<>();
    events.forEach(event -> open.put(event.postId(), event));
    Map<String, StoredEntry> known = known(events);
    // Each lost race means that another writer made progress.
    while (!open.isEmpty()) {
      Map<String, StoredEntry> planned = planned(open.values(), known);
      write(planned.values()).forEach(entry -> merged.put(id(entry), new Merged(entry, true)));
      open.keySet().removeAll(merged.keySet());
      known = stored(open.keySet());
      for (EntryState event : open.values()) {
        StoredEntry stored = known.get(event.postId());
        if (stored != null && stored.equals(planned.get(event.postId()))) {
          merged.put(event.postId(), new Merged(stored, true));
        } else if (stored != null && stored.merge(event, clock.instant()).isEmpty()) {
          merged.put(event.postId(), new Merged(stored, false));
        }
      }
      open.keySet().removeAll(merged.keySet());
    }
    return events.stream().map(EntryState::postId).map(merged::get).toList();
  }

  /** What has to be written; nothing for a post of which nothing changes, as far as is known. */
  private Map<String, StoredEntry> planned(
      Collection<EntryState> events, Map<String, StoredEntry> known) {
    Map<String, StoredEntry> planned = new LinkedHashMap<>();
    for (EntryState event : events) {
      StoredEntry before = known.get(event.postId());
      Optional<StoredEntry> next =
          before == null
              ? Optional.of(StoredEntry.first(event, clock.instant()))
              : before.merge(event, clock.instant());
      next.ifPresent(entry -> planned.put(event.postId(), entry));
    }
    return planned;
  }

  private Map<String, StoredEntry> known(List<EntryState> events) {
    Map<String, StoredEntry> known =
        new HashMap<>(written.getAllPresent(events.stream().map(EntryState::postId).toList()));
    List<String> others =
        events.stream()
            .filter(event -> !event.isFirst())
            .map(EntryState::postId)
            .filter(postId -> !known.containsKey(postId))
            .toList();
    known.putAll(stored(others));
    return known;
  }

  private Map<String, StoredEntry> stored(Collection<String> postIds) {
    Map<String, StoredEntry> stored = new HashMap<>();
    if (!postIds.isEmpty()) {
      entries
          .find(in("_id", postIds))
          .map(documents::value)
          .forEach(entry -> stored.put(id(entry), entry));
    }
    return stored;
  }

  /** Those that were certainly written; of the others what is stored tells. */
  private List<StoredEntry> write(Collection<StoredEntry> planned) {
    if (planned.isEmpty()) {
      return List.of();
    }
    List<StoredEntry> all = List.copyOf(planned);
    written.invalidateAll(all.stream().map(MongoEntryStates::id).toList());
    BulkWriteResult result;
    Set<Integer> refused = new HashSet<>();
    try {
      result =
          entries.bulkWrite(
              all.stream().map(this::writeOf).toList(), new BulkWriteOptions().ordered(false));
    } catch (MongoBulkWriteException e) {
      if (!isRace(e)) {
        throw e;
      }
      result = e.getWriteResult();
      e.getWriteErrors().forEach(error -> refused.add(error.getIndex()));
    }
    // The store says how many it replaced, and not which.
    boolean replacedAll =
        result.getMatchedCount() == all.stream().filter(MongoEntryStates::replaces).count();
    List<StoredEntry> certain =
        IntStream.range(0, all.size())
            .filter(i -> !refused.contains(i))
            .mapToObj(all::get)
            .filter(entry -> replacedAll || !replaces(entry))
            .toList();
    certain.forEach(entry -> written.put(id(entry), entry));
    return certain;
  }

  private static boolean isRace(MongoBulkWriteException e) {
    return e.getWriteConcernError() == null
        && e.getWriteErrors().stream()
            .allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY);
  }

  private static boolean replaces(StoredEntry next) {
    return next.version() > 1;
  }

  private WriteModel<Document> writeOf(StoredEntry next) {
    Document document = document(next);
    return replaces(next)
        ? new ReplaceOneModel<>(
            and(eq("_id", id(next)), eq("version", next.version() - 1)), document)
        : new InsertOneModel<>(document);
  }

  @Override
  public Optional<StoredEntry> find(String postId) {
    return Optional.ofNullable(entries.find(eq("_id", postId)).first()).map(documents::value);
  }

  @Override
  public List<String> goneBefore(Instant time) {
    return entries
        .find(
            and(
                eq("state.post.is", "unpublished"),
                eq("state.page.is", "gone"),
                ne("state.previous", null),
                lt("settledAt", time.toString())))
        .projection(include("_id"))
        .map(document -> document.getString("_id"))
        .into(new ArrayList<>());
  }

  @Override
  public void forget(String postId) {
    rewrite(postId, stored -> stored.forgotten(clock.instant()));
  }

  @Override
  public void erase(String postId) {
    rewrite(postId, stored -> stored.erased(clock.instant()));
  }

  private void rewrite(String postId, Function<StoredEntry, Optional<StoredEntry>> next) {
    boolean isWritten = false;
    // Each lost race means that another writer made progress.
    while (!isWritten) {
      isWritten =
          find(postId).flatMap(next).map(entry -> !write(List.of(entry)).isEmpty()).orElse(true);
    }
  }

  @Override
  public void forEachWithoutHtml(Consumer<StoredEntry> consumer) {
    entries
        .find()
        .projection(exclude("state.page.html", "state.previous.page.html"))
        .map(documents::value)
        .forEach(consumer);
  }

  private static int weight(StoredEntry entry) {
    EntryState state = entry.state();
    Entry previous = state.previous();
    return CHARS_WITHOUT_CONTENT
        + (state.page() instanceof RenderedPage page ? chars(page) : 0)
        + (previous == null ? 0 : chars(previous.page()));
  }

  private static int chars(RenderedPage page) {
    return page.html() == null ? 0 : page.html().length();
  }

  private Document document(StoredEntry entry) {
    return documents.document(id(entry), entry);
  }

  private static String id(StoredEntry entry) {
    return entry.state().postId();
  }
}
