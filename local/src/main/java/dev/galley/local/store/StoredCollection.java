package dev.galley.local.store;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.IndexBuildFailedException;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A collection in the file. A document that is in its map is never changed, only replaced: a reply
 * or a page that is being written sees it as it was.
 *
 * <p>Not thread-safe; {@link DurableBackend} runs one command at a time.
 */
final class StoredCollection extends AbstractMongoCollection<Object> {

  private final MVMap<Object, Document> documents;
  private final CollectionScans scans;
  private boolean copying;

  StoredCollection(
      MongoDatabase database,
      String name,
      CollectionOptions options,
      CursorRegistry cursors,
      MVMap<Object, Document> documents,
      CollectionScans scans) {
    super(database, name, options, cursors);
    this.documents = documents;
    this.scans = scans;
  }

  @Override
  protected QueryResult queryDocuments(
      Document query,
      @Nullable Document orderBy,
      int numberToSkip,
      int limit,
      int batchSize,
      @Nullable Document fieldSelector) {
    Optional<QueryPlan> plan = QueryPlan.of(getIndexes(), query, orderBy);
    boolean unordered = orderBy == null || orderBy.isEmpty();
    boolean wantsAll = query.isEmpty() && (unordered || plan.map(QueryPlan::sorted).orElse(false));
    if (!wantsAll && plan.filter(QueryPlan::bounded).isEmpty()) {
      scans.note(getFullName(), query, count());
    }
    QueryResult result =
        plan.map(
                found ->
                    matchDocumentsFromStream(
                        found.positions().map(this::getDocument).filter(Objects::nonNull),
                        query,
                        found.sorted() ? null : orderBy,
                        numberToSkip,
                        limit,
                        batchSize,
                        fieldSelector))
            .orElseGet(
                () ->
                    matchDocuments(query, orderBy, numberToSkip, limit, batchSize, fieldSelector));
    return copying ? copyOf(result) : result;
  }

  @Override
  protected QueryResult matchDocuments(
      Document query,
      @Nullable Document orderBy,
      int numberToSkip,
      int limit,
      int batchSize,
      @Nullable Document fieldSelector) {
    Stream<Document> all = documents.values().stream();
    if (isNaturalDescending(orderBy)) {
      all =
          streamAllDocumentsWithPosition()
              .sorted((a, b) -> ValueComparator.desc().compare(a.getPosition(), b.getPosition()))
              .map(DocumentWithPosition::getDocument);
    }
    return matchDocumentsFromStream(
        all, query, orderBy, numberToSkip, limit, batchSize, fieldSelector);
  }

  @Override
  public void addIndex(Index<Object> index) {
    try {
      super.addIndex(index);
    } catch (IndexBuildFailedException e) {
      // What a failed build leaves would be taken for a finished index the next time.
      ((OrderedIndex) index).clear();
      throw e;
    }
  }

  @Override
  public Document findAndModify(Document query) {
    copying = true;
    try {
      return super.findAndModify(query);
    } finally {
      copying = false;
    }
  }

  @Override
  public Document updateDocuments(
      Document selector,
      Document updateQuery,
      ArrayFilters arrayFilters,
      boolean isMulti,
      boolean isUpsert,
      Oplog oplog) {
    copying = true;
    try {
      return super.updateDocuments(selector, updateQuery, arrayFilters, isMulti, isUpsert, oplog);
    } finally {
      copying = false;
    }
  }

  /**
   * The library replaces fields of a document in place and then stores it; it gets its own to work
   * on. What the fields hold is never changed, so the copy may share it.
   */
  private static QueryResult copyOf(QueryResult result) {
    return new QueryResult(
        StreamSupport.stream(result.spliterator(), false).map(Document::clone).toList(),
        result.getCursorId());
  }

  @Override
  public void removeDocument(Document document) {
    if (getIdField() == null || getIndexes().isEmpty()) {
      super.removeDocument(document);
      return;
    }
    for (Index<Object> index : getIndexes()) {
      index.remove(document);
    }
    removeDocument(Missing.ofNullable(document.get(getIdField())));
  }

  @Override
  protected void removeDocument(Object position) {
    documents.remove(position);
  }

  @Override
  protected @Nullable Document getDocument(Object position) {
    return documents.get(position);
  }

  @Override
  protected Object addDocumentInternal(Document document) {
    Object key = getIdField() == null ? UUID.randomUUID() : document.get(getIdField());
    Object position = Missing.ofNullable(key);
    documents.put(position, document);
    return position;
  }

  @Override
  protected void handleUpdate(Object position, Document oldDocument, Document newDocument) {
    if (MemoryEstimate.of(newDocument) > MemoryEstimate.of(oldDocument)) {
      // A page splits when a key comes in and not when a value grows; pages that outgrow their
      // size would be written whole at each change of one document.
      documents.remove(position);
    }
    documents.put(position, newDocument);
  }

  @Override
  protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
    return documents.entrySet().stream()
        .map(entry -> new DocumentWithPosition<>(entry.getValue(), entry.getKey()));
  }

  @Override
  public int count() {
    return documents.size();
  }

  @Override
  public boolean isEmpty() {
    return documents.isEmpty();
  }

  // Sizes serve statistics that nobody asks for, and would cost an encoding and a write each time.
  @Override
  protected boolean tracksDataSize() {
    return false;
  }

  @Override
  protected void updateDataSize(int sizeDelta) {}

  @Override
  protected int getDataSize() {
    return 0;
  }
}
