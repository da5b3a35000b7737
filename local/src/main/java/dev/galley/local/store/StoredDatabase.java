package dev.galley.local.store;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.List;

/** A database in the file. */
final class StoredDatabase extends AbstractMongoDatabase<Object> {

  private final OpenMaps maps;
  private final CollectionScans scans;

  StoredDatabase(String name, OpenMaps maps, CollectionScans scans, CursorRegistry cursors) {
    super(name, cursors);
    this.maps = maps;
    this.scans = scans;
    initializeNamespacesAndIndexes();
  }

  @Override
  protected MongoCollection<Object> openOrCreateCollection(
      String collectionName, CollectionOptions options) {
    return new StoredCollection(this, collectionName, options, cursorRegistry, maps, scans);
  }

  @Override
  protected Index<Object> openOrCreateUniqueIndex(
      String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
    String namespace = getFullCollectionNamespace(collectionName);
    if (keys.size() == 1 && keys.get(0).getKey().equals("_id")) {
      return new PrimaryIndex(indexName, keys, maps.documents(namespace));
    }
    return new OrderedIndex(namespace, indexName, keys, sparse, true, maps);
  }

  @Override
  protected Index<Object> openOrCreateSecondaryIndex(
      String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
    return new OrderedIndex(
        getFullCollectionNamespace(collectionName), indexName, keys, sparse, false, maps);
  }

  @Override
  protected void dropIndex(MongoCollection<Object> collection, String indexName) {
    super.dropIndex(collection, indexName);
    maps.removeIndex(getFullCollectionNamespace(collection.getCollectionName()), indexName);
  }

  @Override
  public void dropCollection(String collectionName, Oplog oplog) {
    super.dropCollection(collectionName, oplog);
    maps.removeCollection(getFullCollectionNamespace(collectionName));
  }

  @Override
  public void drop(Oplog oplog) {
    super.drop(oplog);
    maps.removeDatabase(getDatabaseName());
  }

  @Override
  public void moveCollection(
      MongoDatabase oldDatabase, MongoCollection<?> collection, String newCollectionName) {
    throw new MongoServerException("The embedded store does not rename collections");
  }

  @Override
  protected long getStorageSize() {
    return maps.fileBytes();
  }

  @Override
  protected long getFileSize() {
    return maps.fileBytes();
  }
}
