package dev.galley.post.review;

import dev.galley.event.ReviewRound;
import java.time.Instant;

/**
 * A question that no post belongs to, decided by the same rules as one about a post. What is asked
 * never changes: who wants to ask something else asks anew.
 *
 * @param revision grows by one with each change
 */
record Proposal(
    String id, long revision, String question, String text, ReviewRound round, Instant createdAt) {

  Proposal with(ReviewRound next) {
    return new Proposal(id, revision + 1, question, text, next, createdAt);
  }
}
