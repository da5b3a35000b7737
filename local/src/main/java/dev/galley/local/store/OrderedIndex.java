package dev.galley.local.store;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A unique or a secondary index over any fields, in an ordered map beside the documents.
 *
 * <p>A secondary index ends each key with the document's position, so that equal values can stand
 * side by side. The library has unique indexes only, and asks them for equality on exactly their
 * fields; everything else was a scan of the whole collection.
 */
final class OrderedIndex extends ScannableIndex {

  private final MVMap<KeyValue, Object> entries;
  private final boolean built;
  private final boolean unique;
  private final MVMap<String, String> multikeyIndexes;
  private final String qualifiedName;
  private final List<String> roots;
  private boolean multikey;

  OrderedIndex(
      String namespace,
      String name,
      List<IndexKey> keys,
      boolean sparse,
      boolean unique,
      OpenMaps maps) {
    super(name, keys, sparse);
    this.built = maps.hasIndex(namespace, name);
    this.entries = maps.index(namespace, name);
    this.unique = unique;
    this.roots = fields().stream().map(field -> field.split("\\.", 2)[0]).distinct().toList();
    this.multikeyIndexes = maps.multikeyIndexes();
    this.qualifiedName = namespace + "." + name;
    this.multikey = multikeyIndexes.containsKey(qualifiedName);
  }

  @Override
  boolean multikey() {
    return multikey;
  }

  @Override
  Iterator<Object> positions(KeyRange range, boolean descending) {
    KeyValue first = range.first();
    KeyValue last = range.last();
    return descending
        ? new Stretch<>(entries, last, first, true, Cursor::getValue)
        : new Stretch<>(entries, first, last, false, Cursor::getValue);
  }

  @Override
  public @Nullable Object getPosition(Document document) {
    if (!unique) {
      return null;
    }
    for (KeyValue key : keysOf(document)) {
      Object position = entries.get(key);
      if (position != null) {
        return position;
      }
    }
    return null;
  }

  @Override
  public void checkAdd(Document document, MongoCollection<Object> collection) {
    if (unique) {
      for (KeyValue key : keysOf(document)) {
        if (entries.containsKey(key)) {
          throw new DuplicateKeyError(this, collection, getKeys(), key);
        }
      }
    }
  }

  @Override
  public void add(Document document, Object position, MongoCollection<Object> collection) {
    rememberArrays(document);
    for (KeyValue key : keysOf(document)) {
      Object existing = entries.putIfAbsent(entry(key, position), position);
      if (unique && existing != null) {
        throw new DuplicateKeyError(this, collection, getKeys(), key);
      }
    }
  }

  @Override
  public @Nullable Object remove(Document document) {
    Object removed = null;
    Object position = Missing.ofNullable(document.get("_id"));
    for (KeyValue key : keysOf(document)) {
      Object at = entries.remove(entry(key, position));
      removed = at == null ? removed : at;
    }
    return removed;
  }

  @Override
  public void checkUpdate(
      Document oldDocument, Document newDocument, MongoCollection<Object> collection) {
    if (!unique || sameValues(oldDocument, newDocument)) {
      return;
    }
    Object own = Missing.ofNullable(oldDocument.get("_id"));
    for (KeyValue key : keysOf(newDocument)) {
      Object position = entries.get(key);
      if (position != null && ValueOrder.INSTANCE.compare(position, own) != 0) {
        throw new DuplicateKeyError(this, collection, getKeys(), key);
      }
    }
  }

  @Override
  public void updateInPlace(
      Document oldDocument,
      Document newDocument,
      Object position,
      MongoCollection<Object> collection) {
    if (sameValues(oldDocument, newDocument) || keysOf(oldDocument).equals(keysOf(newDocument))) {
      return;
    }
    remove(oldDocument);
    add(newDocument, position, collection);
  }

  @Override
  public long getCount() {
    return entries.sizeAsLong();
  }

  @Override
  public boolean isUnique() {
    return unique;
  }

  /**
   * Whether it has to be built. One that no document belongs to has been, and would else be built
   * anew at each start, with all documents read twice.
   */
  @Override
  public boolean isEmpty() {
    return !built && entries.isEmpty();
  }

  /** Nearly every update leaves nearly every index alone, and building keys takes much longer. */
  private boolean sameValues(Document one, Document other) {
    return roots.stream()
        .allMatch(root -> Objects.equals(one.getOrMissing(root), other.getOrMissing(root)));
  }

  private KeyValue entry(KeyValue key, Object position) {
    if (unique) {
      return key;
    }
    List<@Nullable Object> values = new ArrayList<>(key.stream().toList());
    values.add(position);
    return new KeyValue(values);
  }

  private Set<KeyValue> keysOf(Document document) {
    if (isSparse()
        && fields().stream().allMatch(field -> valueOf(document, field) instanceof Missing)) {
      return Set.of();
    }
    return getKeyValues(document);
  }

  private void rememberArrays(Document document) {
    if (!multikey
        && fields().stream().anyMatch(field -> valueOf(document, field) instanceof Collection)) {
      multikey = true;
      multikeyIndexes.put(qualifiedName, fields().stream().collect(Collectors.joining(",")));
    }
  }

  private static Object valueOf(Document document, String field) {
    return Utils.getSubdocumentValueCollectionAware(document, field);
  }
}
