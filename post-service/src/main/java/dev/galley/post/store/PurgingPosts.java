package dev.galley.post.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Projections.include;
import static dev.galley.post.store.PostFields.DELETED_AT;
import static dev.galley.post.store.PostFields.ID;
import static dev.galley.post.store.PostFields.MARKS;
import static dev.galley.post.store.PostFields.REVISION;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.LongStream;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Removes posts that were deleted long ago, with all that is kept of them. */
final class PurgingPosts {

  private static final Logger log = LoggerFactory.getLogger(PurgingPosts.class);
  private static final int MAX_POSTS = 1_000;

  private final MongoCollection<Document> posts;
  private final MongoCollection<Document> revisions;
  private final List<PostObserver> observers;
  private final Duration kept;
  private final Clock clock;

  /**
   * @param kept how long the text of deleted posts can still be recovered from the store
   */
  PurgingPosts(MongoDatabase database, List<PostObserver> observers, Duration kept, Clock clock) {
    this.posts = database.getCollection(MongoPosts.POSTS);
    this.revisions = database.getCollection(MongoPosts.REVISIONS);
    this.observers = List.copyOf(observers);
    this.kept = kept;
    this.clock = clock;
  }

  /**
   * Removes what is due and has nothing to send any more.
   *
   * @return how many posts
   */
  @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
  int run() {
    List<Document> expired = new ArrayList<>();
    posts
        .find(lt(DELETED_AT, Date.from(clock.instant().minus(kept))))
        .projection(include(REVISION, MARKS))
        .limit(MAX_POSTS)
        .into(expired);
    expired.removeIf(post -> !post.getList(MARKS, Document.class, List.of()).isEmpty());
    expired.forEach(this::purge);
    if (!expired.isEmpty()) {
      log.info("Removed {} posts that were deleted long ago", expired.size());
    }
    return expired.size();
  }

  /** The post itself last: after a crash the rest is still found by it. */
  private void purge(Document post) {
    String id = post.getString(ID);
    observers.forEach(observer -> observer.purged(id));
    List<String> history =
        LongStream.rangeClosed(1, post.getLong(REVISION))
            .mapToObj(revision -> MongoPosts.revisionId(id, revision))
            .toList();
    revisions.deleteMany(in(ID, history));
    posts.deleteOne(eq(ID, id));
  }
}
