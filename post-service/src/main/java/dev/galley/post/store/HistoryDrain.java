package dev.galley.post.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Projections.include;
import static dev.galley.post.store.PostFields.HISTORY;
import static dev.galley.post.store.PostFields.ID;
import static dev.galley.post.store.PostFields.REVISION;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import dev.galley.post.content.Change;
import dev.galley.post.content.Post;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Moves the history of posts out of their documents into a collection of its own: many posts in one
 * write and after the fact, so that no author waits for it. Until then the history is read where it
 * is, and a repetition is harmless, so any number of instances may do it.
 */
final class HistoryDrain implements PostObserver {

  private static final Logger log = LoggerFactory.getLogger(HistoryDrain.class);
  private static final int DUPLICATE_KEY = 11000;
  private static final int MAX_POSTS = 100;
  private static final long INTERVAL_MILLIS = 1_000;

  /** Every so many rounds, what a crash or another instance has left is looked for. */
  private static final int ROUNDS_BETWEEN_SEARCHES = 60;

  private final MongoCollection<Document> posts;
  private final MongoCollection<Document> revisions;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private int rounds;
  private boolean failing;

  HistoryDrain(MongoDatabase database) {
    this.posts = database.getCollection(MongoPosts.POSTS);
    this.revisions = database.getCollection(MongoPosts.REVISIONS);
  }

  @Override
  public void stored(Post post, Change change) {
    changed.add(post.id());
  }

  @Scheduled(fixedDelay = INTERVAL_MILLIS, initialDelay = INTERVAL_MILLIS)
  void run() {
    try {
      if (rounds++ % ROUNDS_BETWEEN_SEARCHES == 0) {
        drainLeftovers();
      }
      drainChanged();
    } catch (RuntimeException e) {
      // Once for an outage: a round comes every second.
      if (!failing) {
        log.warn("The history of posts stays in their documents for now: {}", e.toString());
      }
      failing = true;
    }
  }

  /** What nobody here has heard of. */
  void drainLeftovers() {
    List<String> found;
    do {
      found =
          posts
              .find(exists(HISTORY + "." + REVISION))
              .projection(include(ID))
              .limit(MAX_POSTS)
              .map(document -> document.getString(ID))
              .into(new ArrayList<>());
      drain(found);
    } while (found.size() == MAX_POSTS);
  }

  void drainChanged() {
    List<String> batch = changed.stream().limit(MAX_POSTS).toList();
    while (!batch.isEmpty()) {
      // Before reading: what is stored meanwhile is told again.
      batch.forEach(changed::remove);
      try {
        drain(batch);
      } catch (RuntimeException e) {
        changed.addAll(batch);
        throw e;
      }
      batch = changed.stream().limit(MAX_POSTS).toList();
    }
  }

  private void drain(List<String> postIds) {
    List<Document> kept = new ArrayList<>();
    List<WriteModel<Document>> pulls = new ArrayList<>();
    posts
        .find(in(ID, postIds))
        .projection(include(HISTORY))
        .forEach(
            document -> {
              String postId = document.getString(ID);
              List<Document> history = document.getList(HISTORY, Document.class, List.of());
              if (!history.isEmpty()) {
                history.forEach(entry -> kept.add(kept(postId, entry)));
                pulls.add(new UpdateOneModel<>(eq(ID, postId), pull(history)));
              }
            });
    if (!kept.isEmpty()) {
      keep(kept);
      posts.bulkWrite(pulls, new BulkWriteOptions().ordered(false));
    }
    failing = false;
  }

  private static Bson pull(List<Document> history) {
    return Updates.pull(
        HISTORY, in(REVISION, history.stream().map(entry -> entry.getLong(REVISION)).toList()));
  }

  static Document kept(String postId, Document entry) {
    Document kept =
        new Document(ID, MongoPosts.revisionId(postId, entry.getLong(REVISION)))
            .append("postId", postId);
    kept.putAll(entry);
    return kept;
  }

  private void keep(List<Document> drained) {
    try {
      revisions.insertMany(drained, new InsertManyOptions().ordered(false));
    } catch (MongoBulkWriteException e) {
      // A crash came between keeping and pulling, or another instance does the same.
      if (e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
        throw e;
      }
    }
  }
}
