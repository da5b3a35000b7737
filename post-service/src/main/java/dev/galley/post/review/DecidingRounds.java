package dev.galley.post.review;

import static dev.galley.post.store.PostFields.REVIEW;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import dev.galley.post.schedule.DueDocuments;
import dev.galley.post.store.MongoPosts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for rounds whose deadline has passed by the store's clock, and for posts that are to be
 * published by themselves. What is decided is not due any more, so it is decided once.
 */
final class DecidingRounds {

  private static final Logger log = LoggerFactory.getLogger(DecidingRounds.class);
  private static final int MAX_AT_ONCE = 100;

  private final DueDocuments posts;
  private final DueDocuments proposals;
  private final InstantSource storeClock;
  private final Consumer<String> decidePost;
  private final Consumer<String> decideProposal;

  DecidingRounds(
      MongoDatabase database,
      InstantSource storeClock,
      Consumer<String> decidePost,
      Consumer<String> decideProposal) {
    this.posts = new DueDocuments(database.getCollection(MongoPosts.POSTS), REVIEW + ".due");
    this.proposals = new DueDocuments(database.getCollection(Proposals.PROPOSALS), Proposals.DUE);
    this.storeClock = storeClock;
    this.decidePost = decidePost;
    this.decideProposal = decideProposal;
  }

  /** Decides what is due; tells whether there may be more. */
  boolean run() {
    boolean morePosts = decide(posts, decidePost);
    return decide(proposals, decideProposal) || morePosts;
  }

  private boolean decide(DueDocuments due, Consumer<String> decide) {
    Optional<Instant> next = due.next();
    if (next.isEmpty()) {
      return false;
    }
    Instant now = storeClock.instant();
    if (next.get().isAfter(now)) {
      return false;
    }
    List<String> ids = due.until(now, MAX_AT_ONCE);
    // Else all instances would try the same one at the same time, again and again.
    Collections.shuffle(ids);
    for (String id : ids) {
      try {
        decide.accept(id);
      } catch (MongoException e) {
        throw e;
      } catch (RuntimeException e) {
        // One that cannot be decided holds up no other.
        log.error("The round of {} cannot be decided", id, e);
      }
    }
    return ids.size() == MAX_AT_ONCE;
  }
}
