package dev.galley.local.store;

import de.bwaldvogel.mongo.backend.AbstractCursor;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query has found and nobody has asked for yet. Documents are read when their batch is asked
 * for, so a client that goes through a large collection holds up neither memory nor other commands.
 */
final class OpenQuery extends AbstractCursor {

  /** MongoDB's first batch, where the client names none. */
  static final int FIRST_BATCH_DOCUMENTS = 101;

  /** Of a batch of more than one document; MongoDB goes up to 16 MB. */
  static final int MAX_BATCH_BYTES = 1024 * 1024;

  private final Iterator<Document> found;
  private @Nullable Document next;

  OpenQuery(long id, Iterator<Document> found) {
    super(id);
    this.found = found;
    advance();
  }

  private void advance() {
    next = found.hasNext() ? found.next() : null;
  }

  @Override
  public boolean isEmpty() {
    return next == null;
  }

  @Override
  public List<Document> takeDocuments(int maxDocuments) {
    List<Document> batch = new ArrayList<>();
    long bytes = 0;
    while (next != null && batch.size() < maxDocuments) {
      bytes += MemoryEstimate.of(next);
      if (bytes > MAX_BATCH_BYTES && !batch.isEmpty()) {
        break;
      }
      batch.add(next);
      advance();
    }
    return batch;
  }
}
