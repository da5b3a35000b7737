package dev.galley.post.store;

import static com.mongodb.client.model.Filters.eq;
import static dev.galley.post.store.PostFields.ID;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import org.bson.Document;

/** What has to be done once to a store that an earlier build has filled. */
final class Upgrades {

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
}
