package dev.galley.feed.entry;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Projections.exclude;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code galley_feeds.entries}, one document per post. Times are kept as text: a BSON date would
 * drop the zone offset and what is smaller than a millisecond.
 */
final class MongoEntryStates implements EntryStates {

  private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

  private final MongoCollection<Document> entries;
  private final Clock clock;
  private final JsonMapper json =
      JsonMapper.builder()
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .build();

  MongoEntryStates(MongoDatabase database, Clock clock) {
    this.entries = database.getCollection("entries");
    this.clock = clock;
  }

  @Override
  public Merged merge(EntryState event) {
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

  private boolean write(StoredEntry next) {
    Document document = document(next);
    if (next.version() > 1) {
      var unchanged = and(eq("_id", next.state().postId()), eq("version", next.version() - 1));
      return entries.replaceOne(unchanged, document).getMatchedCount() == 1;
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
    return Optional.ofNullable(entries.find(eq("_id", postId)).first()).map(this::entry);
  }

  @Override
  public void forEachWithoutHtml(Consumer<StoredEntry> consumer) {
    entries
        .find()
        .projection(exclude("state.page.html", "state.previous.page.html"))
        .map(this::entry)
        .forEach(consumer);
  }

  private Document document(StoredEntry entry) {
    Document document = new Document("_id", entry.state().postId());
    document.putAll(json.convertValue(entry, FIELDS));
    return document;
  }

  private StoredEntry entry(Document document) {
    Document fields = new Document(document);
    fields.remove("_id");
    return json.convertValue(fields, StoredEntry.class);
  }
}
