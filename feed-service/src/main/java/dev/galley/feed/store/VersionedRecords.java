package dev.galley.feed.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * A collection of records, each written on condition of its version: what two instances change at
 * once is changed by one after the other. Thread-safe.
 */
public final class VersionedRecords<T extends VersionedRecords.Versioned<T>> {

  /** A record that is kept so. */
  public interface Versioned<T> {

    /** Names it for ever. */
    String id();

    /** Grows with each write. */
    long version();

    /** The same as it is after a write. */
    T withVersion(long changed);

    /** What queries compare and its JSON form does not order, such as times; never null. */
    default Map<String, Object> keys() {
      return Map.of();
    }
  }

  /** Where {@link Versioned#keys} are in a document. */
  public static final String KEYS = "keys";

  private final MongoCollection<Document> collection;
  private final RecordDocuments<T> documents;

  /**
   * @param collection whose writes are to be durable when they return
   */
  public VersionedRecords(MongoCollection<Document> collection, Class<T> type) {
    this.collection = collection;
    this.documents = new RecordDocuments<>(type);
  }

  /** Stores a new one. */
  public void add(T value) {
    collection.insertOne(document(value));
  }

  /** Stores a new one; one that is there stays as it is. */
  public void addIfMissing(T value) {
    Insertion.ofMissing(collection, List.of(document(value)));
  }

  /** One of them. */
  public Optional<T> find(String id) {
    return Optional.ofNullable(collection.find(eq("_id", id)).first()).map(this::value);
  }

  /** All, by their ids; for few. */
  public List<T> all() {
    return find(Filters.empty(), Integer.MAX_VALUE);
  }

  /** Some, by their ids. */
  public List<T> find(Bson filter, int limit) {
    FindIterable<Document> found = collection.find(filter).sort(Sorts.ascending("_id"));
    return found.limit(limit).map(this::value).into(new ArrayList<>());
  }

  /**
   * Changes one atomically.
   *
   * @param change may be applied several times; nothing is written where it returns what it got
   * @return as it is now; empty when it is not there
   */
  public Optional<T> update(String id, UnaryOperator<T> change) {
    // Each lost race means that another writer made progress.
    while (true) {
      Optional<T> current = find(id);
      if (current.isEmpty()) {
        return current;
      }
      T changed = change.apply(current.get());
      Optional<T> written = changed == current.get() ? current : write(changed);
      if (written.isPresent()) {
        return written;
      }
    }
  }

  /**
   * Changes one unless another writer has changed it since.
   *
   * @param changed with the version that was read
   * @return as it is now; empty when another writer has, or has removed it
   */
  public Optional<T> write(T changed) {
    T written = changed.withVersion(changed.version() + 1);
    return collection.replaceOne(is(changed), document(written)).getMatchedCount() == 1
        ? Optional.of(written)
        : Optional.empty();
  }

  /**
   * Removes one.
   *
   * @return whether it was there
   */
  public boolean remove(String id) {
    return collection.deleteOne(eq("_id", id)).getDeletedCount() == 1;
  }

  /** Removes one as long as it is as it should be. */
  public void removeIf(String id, Predicate<T> condition) {
    Optional<T> current;
    do {
      current = find(id).filter(condition);
    } while (current.isPresent() && collection.deleteOne(is(current.get())).getDeletedCount() == 0);
  }

  private Bson is(T seen) {
    return and(eq("_id", seen.id()), eq("version", seen.version()));
  }

  private Document document(T value) {
    Document document = documents.document(value.id(), value);
    return value.keys().isEmpty() ? document : document.append(KEYS, new Document(value.keys()));
  }

  private T value(Document document) {
    document.remove(KEYS);
    return documents.value(document);
  }
}
