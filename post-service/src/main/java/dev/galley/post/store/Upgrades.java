package dev.galley.post.store;

import static com.mongodb.client.model.Filters.eq;
import static dev.galley.post.store.PostFields.ID;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;

/** What has to be done once to a store that an earlier build has filled. */
final class Upgrades {

  private static final int DOCUMENTS_PER_WRITE = 100;

  private final MongoCollection<Document> upgrades;

  Upgrades(MongoDatabase database) {
    this.upgrades = database.getCollection("upgrades");
  }

  /** Does it unless it is known to be done; a crash, or another instance, may repeat it. */
  void once(String name, Runnable work) {
    if (upgrades.find(eq(name)).first() == null) {
      work.run();
      upgrades.replaceOne(eq(name), new Document(ID, name), new ReplaceOptions().upsert(true));
    }
  }

  /**
   * Changes the documents of posts that need it.
   *
   * @param fields that {@code change} looks at
   * @param change empty for a document that needs none
   */
  static void rewrite(
      MongoCollection<Document> posts,
      Bson fields,
      Function<Document, Optional<WriteModel<Document>>> change) {
    List<WriteModel<Document>> writes = new ArrayList<>();
    new PostPages(posts, fields)
        .forEach(
            post -> {
              change.apply(post).ifPresent(writes::add);
              if (writes.size() == DOCUMENTS_PER_WRITE) {
                posts.bulkWrite(writes);
                writes.clear();
              }
            });
    if (!writes.isEmpty()) {
      posts.bulkWrite(writes);
    }
  }
}
