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
import com.mongodb.MongoWriteException;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;

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
    StoredEntry known = written.getIfPresent(event.postId());
    if (known == null && event.isFirst()) {
      StoredEntry first = StoredEntry.first(event, clock.instant());
      if (write(first)) {
        return new Merged(first, true);
      }
    }
    if (known != null) {
      Optional<StoredEntry> next = known.merge(event, clock.instant());
      if (next.isPresent() && write(next.get())) {
        return new Merged(next.get(), true);
      }
    }
    // Each lost race means that another writer made progress.
    while (true) {
      Optional<StoredEntry> stored = find(event.postId());
      Optional<StoredEntry> next =
          stored.isEmpty()
              ? Optional.of(StoredEntry.first(event, clock.instant()))
              : stored.get().merge(event, clock.instant());
      if (next.isEmpty()) {
        return new Merged(stored.orElseThrow(), false);
      }
      if (write(next.get())) {
        return new Merged(next.get(), true);
      }
    }
  }

  @Override
  public List<Merged> mergeAll(List<EntryState> events) {
    Map<String, StoredEntry> planned = events.size() > 1 ? planned(events) : Map.of();
    boolean isWritten = !planned.isEmpty() && writeAll(planned.values());
    return events.stream()
        .map(
            event -> {
              StoredEntry next = planned.get(event.postId());
              return isWritten && next != null ? new Merged(next, true) : merge(event);
            })
        .toList();
  }

  /** What has to be written; nothing for a post of which nothing changes, as far as is known. */
  private Map<String, StoredEntry> planned(List<EntryState> events) {
    Map<String, StoredEntry> known = known(events);
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
    if (!others.isEmpty()) {
      entries
          .find(in("_id", others))
          .map(documents::value)
          .forEach(entry -> known.put(entry.state().postId(), entry));
    }
    return known;
  }

  /** Whether all were written; if not, the merge of each one tells what became of it. */
  private boolean writeAll(Collection<StoredEntry> all) {
    List<WriteModel<Document>> writes = all.stream().map(this::writeOf).toList();
    try {
      BulkWriteResult result = entries.bulkWrite(writes, new BulkWriteOptions().ordered(false));
      if (result.getInsertedCount() + result.getMatchedCount() == writes.size()) {
        all.forEach(entry -> written.put(entry.state().postId(), entry));
        return true;
      }
    } catch (MongoBulkWriteException e) {
      boolean isRace =
          e.getWriteConcernError() == null
              && e.getWriteErrors().stream()
                  .allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY);
      if (!isRace) {
        throw e;
      }
    }
    written.invalidateAll(all.stream().map(entry -> entry.state().postId()).toList());
    return false;
  }

  private WriteModel<Document> writeOf(StoredEntry next) {
    Document document = document(next);
    return next.version() > 1
        ? new ReplaceOneModel<>(unchanged(next), document)
        : new InsertOneModel<>(document);
  }

  private static Bson unchanged(StoredEntry next) {
    return and(eq("_id", next.state().postId()), eq("version", next.version() - 1));
  }

  private boolean write(StoredEntry next) {
    boolean isWritten = writeUnlessChanged(next);
    if (isWritten) {
      written.put(next.state().postId(), next);
    } else {
      written.invalidate(next.state().postId());
    }
    return isWritten;
  }

  private boolean writeUnlessChanged(StoredEntry next) {
    Document document = document(next);
    if (next.version() > 1) {
      return entries.replaceOne(unchanged(next), document).getMatchedCount() == 1;
    }
    try {
      entries.insertOne(document);
      return true;
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
        return false;
      }
      throw e;
    }
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
      isWritten = find(postId).flatMap(next).map(this::write).orElse(true);
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
    return documents.document(entry.state().postId(), entry);
  }
}
