package dev.galley.feed.store;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import java.util.List;
import org.bson.Document;

/** Inserts what may be there already. */
public final class Insertion {

  private Insertion() {}

  /**
   * Inserts those documents whose id is not taken, in one command; the others stay as they are.
   *
   * @throws com.mongodb.MongoException when the store did not confirm; safe to repeat
   */
  public static void ofMissing(MongoCollection<Document> collection, List<Document> documents) {
    if (documents.isEmpty()) {
      return;
    }
    try {
      collection.insertMany(documents, new InsertManyOptions().ordered(false));
    } catch (MongoBulkWriteException e) {
      boolean onlyKnown =
          e.getWriteConcernError() == null
              && e.getWriteErrors().stream()
                  .allMatch(
                      error ->
                          ErrorCategory.fromErrorCode(error.getCode())
                              == ErrorCategory.DUPLICATE_KEY);
      if (!onlyKnown) {
        throw e;
      }
    }
  }
}
