package dev.galley.local.store;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.Iterator;
import java.util.List;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** The index on {@code _id}: the map of the documents itself, so that it costs nothing to keep. */
final class PrimaryIndex extends ScannableIndex {

  private static final String ID = "_id";

  /** As MongoDB has it. */
  private static final int TOO_LARGE_AFTER_UPDATE = 17_419;

  private final MVMap<Object, byte[]> documents;

  PrimaryIndex(String name, List<IndexKey> keys, MVMap<Object, byte[]> documents) {
    super(name, keys, false);
    this.documents = documents;
  }

  @Override
  boolean multikey() {
    return false;
  }

  @Override
  Iterator<Object> positions(KeyRange range, boolean descending) {
    if (!range.prefix().isEmpty()) {
      Object id = range.prefix().get(0);
      return (documents.containsKey(id) ? List.of(id) : List.of()).iterator();
    }
    Object from = descending ? range.high() : range.low();
    Object to = descending ? range.low() : range.high();
    return new Stretch<>(documents, from, to, descending, Cursor::getKey);
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
    // An _id never changes. This is where a document can be refused before any index has changed.
    if (BsonBytes.isTooLarge(newDocument)) {
      throw new MongoServerError(
          TOO_LARGE_AFTER_UPDATE,
          "Resulting document after update is larger than " + BsonBytes.MAX_DOCUMENT_BYTES);
    }
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
