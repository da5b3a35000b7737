package dev.galley.post.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Projections.include;
import static dev.galley.post.store.PostFields.DELETED_AT;
import static dev.galley.post.store.PostFields.ID;
import static dev.galley.post.store.PostFields.MARKS;
import static dev.galley.post.store.PostFields.REVIEW_EVENTS;
import static dev.galley.post.store.PostFields.REVISION;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Removes what is left of deleted posts: their history, and the document that held the last event
 * until Kafka had it.
 */
final class PurgingPosts {

  private static final Logger log = LoggerFactory.getLogger(PurgingPosts.class);
  private static final int MAX_POSTS = 1_000;

  /** An instance may just be moving the history of the post, which would come after us. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final MongoCollection<Document> posts;
  private final PostHistory history;
  private final List<PostObserver> observers;
  private final Clock clock;

  PurgingPosts(
      MongoDatabase database, PostHistory history, List<PostObserver> observers, Clock clock) {
    this.posts = database.getCollection(MongoPosts.POSTS);
    this.history = history;
    this.observers = List.copyOf(observers);
    this.clock = clock;
  }

  /**
   * Removes what is due and has nothing to send any more.
   *
   * @return how many posts
   */
  @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
  int run() {
    List<Document> expired = new ArrayList<>();
    posts
        .find(lt(DELETED_AT, Date.from(clock.instant().minus(PATIENCE))))
        .projection(include(REVISION, MARKS, REVIEW_EVENTS))
        .limit(MAX_POSTS)
        .into(expired);
    expired.removeIf(post -> hasAny(post, MARKS) || hasAny(post, REVIEW_EVENTS));
    expired.forEach(this::purge);
    if (!expired.isEmpty()) {
      log.info("Removed what was left of {} deleted posts", expired.size());
    }
    return expired.size();
  }

  private static boolean hasAny(Document post, String unsent) {
    return !post.getList(unsent, Document.class, List.of()).isEmpty();
  }

  /** The post itself last: after a crash the rest is still found by it. */
  private void purge(Document post) {
    String id = post.getString(ID);
    observers.forEach(observer -> observer.purged(id));
    history.forget(id, post.getLong(REVISION));
    posts.deleteOne(eq(ID, id));
  }
}
