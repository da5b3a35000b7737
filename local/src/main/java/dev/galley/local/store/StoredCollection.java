package dev.galley.local.store;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.BadValueException;
import de.bwaldvogel.mongo.exception.IndexBuildFailedException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A collection in the file. Whoever asks for a document gets one of its own, read from its bytes.
 *
 * <p>Not thread-safe; {@link DurableBackend} runs one command at a time.
 */
final class StoredCollection extends AbstractMongoCollection<Object> {

  private static final String ID = "_id";
  private static final Document ALL = new Document();

  private final MVMap<Object, byte[]> documents;
  private final OpenMaps maps;
  private final CollectionScans scans;

  StoredCollection(
      MongoDatabase database,
      String name,
      CollectionOptions options,
      CursorRegistry cursors,
      OpenMaps maps,
      CollectionScans scans) {
    super(database, name, options, cursors);
    this.documents = maps.documents(getFullName());
    this.maps = maps;
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
    boolean inOrder = unordered || plan.map(QueryPlan::sorted).orElse(false);
    Stream<Document> found = matching(query, orderBy, plan, inOrder);
    if (!inOrder) {
      found = sorted(found, orderBy);
    }
    found = found.skip(numberToSkip);
    found = limit > 0 ? found.limit(limit) : found;
    if (!inOrder) {
      found = found.map(slim -> getDocument(positionOf(slim))).filter(Objects::nonNull);
    }
    if (fieldSelector != null && !fieldSelector.isEmpty()) {
      found = found.map(document -> projected(document, fieldSelector));
    }
    return batchSize > 0 ? open(found, batchSize) : new QueryResult(found.toList());
  }

  private Stream<Document> matching(
      Document query, @Nullable Document orderBy, Optional<QueryPlan> plan, boolean inOrder) {
    if (!(query.isEmpty() && inOrder) && plan.filter(QueryPlan::bounded).isEmpty()) {
      scans.note(getFullName(), query, count());
    }
    return plan.map(QueryPlan::positions)
        .orElseGet(() -> all(orderBy))
        .map(this::getDocument)
        .filter(Objects::nonNull)
        .filter(document -> documentMatchesQuery(document, query));
  }

  /** One document after the other is held. */
  @Override
  public int count(@Nullable Document query, int skip, int limit) {
    if (query == null || query.isEmpty() || skip > 0 || limit > 0) {
      return super.count(query, skip, limit);
    }
    Optional<QueryPlan> plan = QueryPlan.of(getIndexes(), query, null);
    return (int) matching(query, null, plan, true).count();
  }

  private Stream<Object> all(@Nullable Document orderBy) {
    return stream(
        new Stretch<>(documents, null, null, isNaturalDescending(orderBy), Cursor::getKey));
  }

  static Stream<Object> stream(Iterator<Object> positions) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(positions, Spliterator.ORDERED), false);
  }

  /** Only what is compared is held of each document; whatever is asked for is read again. */
  private static Stream<Document> sorted(Stream<Document> found, @Nullable Document orderBy) {
    Comparator<Document> order = deriveComparator(orderBy);
    if (order == null) {
      return found;
    }
    Set<String> roots =
        Objects.requireNonNull(orderBy).keySet().stream()
            .map(field -> field.split("\\.", 2)[0])
            .collect(Collectors.toSet());
    roots.add(ID);
    return found.map(document -> slim(document, roots)).sorted(order);
  }

  private static Document slim(Document document, Set<String> fields) {
    Document slim = new Document();
    fields.stream()
        .filter(document::containsKey)
        .forEach(field -> slim.put(field, document.get(field)));
    return slim;
  }

  /** The library's projection can only be had together with its query. */
  private Document projected(Document document, Document fields) {
    return super.matchDocumentsFromStream(Stream.of(document), ALL, null, 0, 0, 0, fields)
        .collectDocuments()
        .get(0);
  }

  private QueryResult open(Stream<Document> found, int batchSize) {
    OpenQuery query = new OpenQuery(cursorRegistry.generateCursorId(), found.iterator());
    List<Document> first = query.takeDocuments(batchSize);
    if (query.isEmpty()) {
      return new QueryResult(first);
    }
    cursorRegistry.add(query);
    return new QueryResult(first, query);
  }

  @Override
  protected QueryResult matchDocuments(
      Document query,
      @Nullable Document orderBy,
      int numberToSkip,
      int limit,
      int batchSize,
      @Nullable Document fieldSelector) {
    throw new UnsupportedOperationException("The library's own way of finding is never used");
  }

  @Override
  public void addIndex(Index<Object> index) {
    try {
      super.addIndex(index);
    } catch (IndexBuildFailedException e) {
      // What a failed build leaves would be taken for a finished index the next time.
      maps.removeIndex(getFullName(), index.getName());
      throw e;
    }
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
    removeDocument(positionOf(document));
  }

  @Override
  protected void removeDocument(Object position) {
    documents.remove(position);
  }

  @Override
  protected @Nullable Document getDocument(Object position) {
    byte[] document = documents.get(position);
    return document == null ? null : BsonBytes.read(document);
  }

  private static Object positionOf(Document document) {
    return Missing.ofNullable(document.get(ID));
  }

  @Override
  protected Object addDocumentInternal(Document document) {
    byte[] bytes = BsonBytes.of(document);
    if (bytes.length > BsonBytes.MAX_DOCUMENT_BYTES) {
      throw new BadValueException(
          "object to insert too large. size in bytes: %d, max size: %d"
              .formatted(bytes.length, BsonBytes.MAX_DOCUMENT_BYTES));
    }
    Object position = getIdField() == null ? UUID.randomUUID() : positionOf(document);
    documents.put(position, bytes);
    return position;
  }

  @Override
  protected void handleUpdate(Object position, Document oldDocument, Document newDocument) {
    byte[] bytes = BsonBytes.of(newDocument);
    byte[] before = documents.get(position);
    if (before != null && bytes.length > before.length) {
      // A page splits when a key comes in and not when a value grows; pages that outgrow their
      // size would be written whole at each change of one document.
      documents.remove(position);
    }
    documents.put(position, bytes);
  }

  @Override
  protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
    return documents.entrySet().stream()
        .map(entry -> new DocumentWithPosition<>(BsonBytes.read(entry.getValue()), entry.getKey()));
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
