package dev.galley.testing;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryParameters;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import java.util.stream.StreamSupport;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * A store in memory that answers with whole documents. H2's backend writes an answer's documents to
 * the wire after it has left their lock, and an update changes them field by field meanwhile: a
 * reader got the new version number with the old state, and its conditional write was accepted.
 */
public final class InMemoryStore extends H2Backend {

  private InMemoryStore() {
    super(MVStore.open(null));
  }

  public static MongoServer server() {
    return new MongoServer(new InMemoryStore());
  }

  @Override
  protected MongoDatabase openOrCreateDatabase(String name) {
    return new Database(name);
  }

  private final class Database extends H2Database {

    Database(String name) {
      super(name, getMvStore(), getCursorRegistry());
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(
        String name, CollectionOptions options) {
      String namespace = getDatabaseName() + "." + name;
      return new Collection(
          this,
          name,
          options,
          getMvStore().openMap("databases." + namespace),
          getMvStore().openMap("meta." + namespace),
          cursorRegistry);
    }
  }

  private static final class Collection extends H2Collection {

    Collection(
        MongoDatabase database,
        String name,
        CollectionOptions options,
        MVMap<Object, Document> documents,
        MVMap<String, Object> meta,
        CursorRegistry cursors) {
      super(database, name, options, documents, meta, cursors);
    }

    @Override
    public synchronized QueryResult handleQuery(QueryParameters query) {
      QueryResult live = super.handleQuery(query);
      return new QueryResult(
          StreamSupport.stream(live.spliterator(), false).map(Document::cloneDeeply).toList(),
          live.getCursorId());
    }

    @Override
    public synchronized Document findAndModify(Document query) {
      return super.findAndModify(query).cloneDeeply();
    }
  }
}
