package dev.galley.post.database;

import static com.mongodb.client.model.Filters.in;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.List;
import java.util.UUID;
import org.bson.Document;

/**
 * Finds out whether the server keeps the members of lists unique, by which no two posts have one
 * address. Servers that speak MongoDB's protocol may take such an index and not keep it.
 */
final class UniqueLists {

  private static final String NAMES = "names";

  private final MongoCollection<Document> probes;

  UniqueLists(MongoDatabase database) {
    this.probes = database.getCollection("probes");
  }

  /**
   * @throws IllegalStateException when it does not
   */
  void require() {
    probes.createIndex(Indexes.ascending(NAMES), new IndexOptions().unique(true));
    String one = UUID.randomUUID().toString();
    String other = UUID.randomUUID().toString();
    try {
      probes.insertOne(new Document("_id", one).append(NAMES, List.of(one, other)));
      probes.insertOne(new Document("_id", other).append(NAMES, List.of(other)));
    } catch (MongoWriteException e) {
      if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
        return;
      }
      throw e;
    } finally {
      probes.deleteMany(in("_id", one, other));
    }
    throw new IllegalStateException(
        "The server in MONGODB_URI does not keep the members of lists unique, so two posts could"
            + " have one address. The service does not start with it; use MongoDB 7 or 8.");
  }
}
