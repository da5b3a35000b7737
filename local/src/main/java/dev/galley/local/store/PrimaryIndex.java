package dev.galley.local.store;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** The index on {@code _id}: the map of the documents itself, so that it costs nothing to keep. */
final class PrimaryIndex extends ScannableIndex {

  private static final String ID = "_id";

  private final MVMap<Object, Document> documents;

  PrimaryIndex(String name, List<IndexKey> keys, MVMap<Object, Document> documents) {
    super(name, keys, false);
    this.documents = documents;
  }

  @Override
  boolean multikey() {
    return false;
  }

  @Override
  Stream<Object> positions(KeyRange range, boolean descending) {
    if (!range.prefix().isEmpty()) {
      Object id = range.prefix().get(0);
      return documents.containsKey(id) ? Stream.of(id) : Stream.empty();
    }
    Object from = descending ? range.high() : range.low();
    Object to = descending ? range.low() : range.high();
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            documents.cursor(from, to, descending), Spliterator.ORDERED),
        false);
  }

  @Override
  public @Nullable Object getPosition(Document document) {
    Object position = Missing.ofNullable(document.get(ID));
    return documents.containsKey(position) ? position : null;
  }

  @Override
  public void checkAdd(Document document, MongoCollection<Object> collection) {
    if (getPosition(document) != null) {
      throw new DuplicateKeyError(
          this, collection, getKeys(), new KeyValue(List.of(document.get(ID))));
    }
  }

  @Override
  public void add(Document document, Object position, MongoCollection<Object> collection) {
    // The document is already in its map.
  }

  @Override
  public @Nullable Object remove(Document document) {
    return getPosition(document);
  }

  @Override
  public void checkUpdate(
      Document oldDocument, Document newDocument, MongoCollection<Object> collection) {
    // An _id never changes.
  }

  @Override
  public void updateInPlace(
      Document oldDocument,
      Document newDocument,
      Object position,
      MongoCollection<Object> collection) {
    // An _id never changes.
  }

  @Override
  public long getCount() {
    return documents.sizeAsLong();
  }

  @Override
  public boolean isUnique() {
    return true;
  }
}
