package dev.galley.post.review;

import static dev.galley.post.store.PostFields.REVIEW;

import com.mongodb.client.MongoDatabase;
import dev.galley.post.schedule.DueDocuments;
import dev.galley.post.store.MongoPosts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * Looks for rounds whose deadline has passed by the store's clock, and for posts that are to be
 * published by themselves. What is decided is not due any more, so it is decided once.
 */
final class DecidingRounds {

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

  /** Decides what is due; tells in how long there may be more. */
  Duration run() {
    return Collections.min(
        List.of(
            posts.each(storeClock, (id, now) -> decidePost.accept(id)),
            proposals.each(storeClock, (id, now) -> decideProposal.accept(id))));
  }
}
