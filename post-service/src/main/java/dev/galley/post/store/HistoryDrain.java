package dev.galley.post.store;

import static dev.galley.post.store.PostFields.HISTORY;
import static dev.galley.post.store.PostFields.ID;
import static dev.galley.post.store.PostFields.REVISION;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import dev.galley.post.content.Change;
import dev.galley.post.content.Post;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/**
 * Moves the history of posts out of their documents into a collection of its own. Until then the
 * history is read where it is.
 */
final class HistoryDrain extends Drain implements PostObserver {

  private static final int DUPLICATE_KEY = 11000;

  private final MongoCollection<Document> revisions;

  HistoryDrain(MongoDatabase database) {
    super(database.getCollection(MongoPosts.POSTS), HISTORY, REVISION);
    this.revisions = database.getCollection(MongoPosts.REVISIONS);
  }

  @Override
  public void stored(Post post, Change change) {
    changed(post.id());
  }

  @Override
  protected void take(Map<String, List<Document>> entries) {
    List<Document> drained = new ArrayList<>();
    entries.forEach(
        (postId, history) -> history.forEach(entry -> drained.add(kept(postId, entry))));
    try {
      revisions.insertMany(drained, new InsertManyOptions().ordered(false));
    } catch (MongoBulkWriteException e) {
      // A crash came between keeping and pulling, or another instance does the same.
      if (e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
        throw e;
      }
    }
  }

  static Document kept(String postId, Document entry) {
    Document kept =
        new Document(ID, MongoPosts.revisionId(postId, entry.getLong(REVISION)))
            .append("postId", postId);
    kept.putAll(entry);
    return kept;
  }
}
