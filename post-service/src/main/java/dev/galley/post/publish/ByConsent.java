package dev.galley.post.publish;

import dev.galley.event.PostPublished;
import dev.galley.post.consent.Review;
import dev.galley.post.consent.ReviewProperties;
import dev.galley.post.consent.Round;
import dev.galley.post.content.Actor;
import dev.galley.post.content.Post;
import java.util.Optional;

/** What a publication means for the post's review, and whether it may be without consent. */
final class ByConsent {

  private final ReviewProperties properties;

  ByConsent(ReviewProperties properties) {
    this.properties = properties;
  }

  /**
   * The same publication with its review: as consented to, or as a debt. Both are stored by the
   * publication's own write, whose condition is the revision that was asked about: no answer and no
   * edit comes in between.
   *
   * @param without whether it is to be published without consent where that is missing
   * @throws ConsentMissing when it is missing, and {@code without} is not set
   */
  Post published(Post before, Post after, boolean without, Actor actor) {
    Review review = before.review() == null ? Review.NONE : before.review();
    Optional<Round> consented =
        review
            .latest()
            // Also when the text came with the command: then it is another one.
            .filter(round -> round.permits(after.contentRevision()));
    if (consented.isPresent()) {
      return after.with(review.published(consented.get(), after.updatedAt()));
    }
    if (!isNeeded(before, after)) {
      return before.review() == null ? after : after.with(review.edited(after.updatedAt()));
    }
    if (!without) {
      throw new ConsentMissing(advice(review));
    }
    return after.owing(
        review.owing(
            new Review.Debt(after.revision(), actor.person(), actor.name(), after.updatedAt())));
  }

  /** Whether this very revision was published without consent. */
  static boolean isOwed(Post published) {
    Review review = published.review();
    return review != null
        && review.debt() != null
        && review.debt().revision() == published.revision();
  }

  /** By what is or will be read: changing the kind is no way around. */
  private boolean isNeeded(Post before, Post after) {
    return properties.needed(
        after.working().kind(),
        before.live().map(PostPublished::kind).orElse(null),
        before.review());
  }

  private static String advice(Review review) {
    String state =
        review
            .alive()
            .map(
                round ->
                    round.facts().objections().isEmpty()
                        ? "Its round of consent is not decided yet."
                        : "Somebody objects: see the round of consent.")
            .orElse("Ask the others for it first, under Review.");
    return "Posts of this kind are published by consent. "
        + state
        + " An editor can publish it without, and owes a review then.";
  }
}
