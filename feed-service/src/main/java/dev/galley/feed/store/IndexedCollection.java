package dev.galley.feed.store;

import com.mongodb.client.MongoCollection;
import java.util.function.Consumer;
import org.bson.Document;

/**
 * A collection that has its indexes before anybody reads or writes it. They are made at the first
 * use and not at the start, when the store may be away. Thread-safe.
 */
public final class IndexedCollection {

  private final MongoCollection<Document> collection;
  private final Consumer<MongoCollection<Document>> indexes;
  private volatile boolean indexed;

  /**
   * @param indexes makes them; may be asked again, here and by other instances
   */
  public IndexedCollection(
      MongoCollection<Document> collection, Consumer<MongoCollection<Document>> indexes) {
    this.collection = collection;
    this.indexes = indexes;
  }

  /**
   * The collection.
   *
   * @throws com.mongodb.MongoException when the store does not answer
   */
  public MongoCollection<Document> get() {
    if (!indexed) {
      synchronized (this) {
        if (!indexed) {
          indexes.accept(collection);
          indexed = true;
        }
      }
    }
    return collection;
  }
}
