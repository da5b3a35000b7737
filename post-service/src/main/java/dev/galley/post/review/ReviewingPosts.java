package dev.galley.post.review;

import dev.galley.event.PostPublished;
import dev.galley.event.ReviewRound;
import dev.galley.event.ReviewRound.Kind;
import dev.galley.event.ReviewRound.Person;
import dev.galley.event.ReviewRound.State;
import dev.galley.post.consent.Review;
import dev.galley.post.consent.ReviewProperties;
import dev.galley.post.consent.Round;
import dev.galley.post.consent.Round.Refused;
import dev.galley.post.content.Actor;
import dev.galley.post.content.Change.Action;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostNotFound;
import dev.galley.post.content.Posts;
import dev.galley.post.content.StaleRevision;
import dev.galley.post.draft.Expected;
import dev.galley.post.draft.WrongState;
import dev.galley.post.people.People;
import dev.galley.post.preview.PreviewUnavailable;
import dev.galley.post.publish.PublishPost;
import dev.galley.post.publish.PublishingPosts;
import dev.galley.post.publish.Refusal;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people do about a post's round of consent. Every step is a conditional write on the post's
 * revision: of an edit, an answer, a deadline and a publication in the same moment one comes first,
 * and the others see what it made.
 */
final class ReviewingPosts {

  private static final Logger log = LoggerFactory.getLogger(ReviewingPosts.class);

  /** How often an answer is given anew because somebody else was faster. */
  private static final int MAX_ATTEMPTS = 50;

  private final Posts posts;
  private final OpeningRounds opening;
  private final PublishingPosts publishing;
  private final People people;
  private final ReviewProperties properties;

  ReviewingPosts(
      Posts posts,
      OpeningRounds opening,
      PublishingPosts publishing,
      People people,
      ReviewProperties properties) {
    this.posts = posts;
    this.opening = opening;
    this.publishing = publishing;
    this.people = people;
    this.properties = properties;
  }

  /** Whether a post is published by consent. */
  boolean isByConsent(Post post) {
    return properties.needed(
        post.working().kind(), post.live().map(PostPublished::kind).orElse(null), post.review());
  }

  /**
   * Opens a round on what the working copy is.
   *
   * @throws Refused when the kind is not decided by consent, or a round is open already
   * @throws StaleRevision when the post is not at the expected revision
   */
  Post propose(String id, Expected expected, NewRound wish, Actor actor) {
    Post before = expected.load(posts, id);
    Person proposer = OpeningRounds.person(actor);
    if (!isByConsent(before)) {
      throw Refused.now("Posts of this kind are not published by consent here.");
    }
    Review review = review(before);
    if (review.alive().isPresent()) {
      throw Refused.now("A round is open. Withdraw it, or edit the post, to open another one.");
    }
    Round round =
        opening.open(
            wish,
            before.contentRevision(),
            proposer,
            review.round() == null ? null : review.round().id());
    Instant now = opening.now();
    Post after = before.reviewed(review.opened(round), now);
    posts.replace(
        before, after, actor.does(Action.PROPOSED, "until " + round.facts().deadline(), now));
    return after;
  }

  /**
   * Answers in the name of whoever asks, and of nobody else.
   *
   * @throws Refused when it is not theirs to answer, or too late
   */
  Post answer(String id, GivenAnswer given, Actor actor) {
    Post answered =
        change(
            id,
            before -> {
              Person person = OpeningRounds.person(actor);
              Instant now = opening.now();
              Review review = review(before);
              Round asked = review.latest().orElseThrow(ReviewingPosts::nothingAsked);
              Round next = given.to(asked, person.id(), now);
              return next == asked
                  ? before
                  : stored(before, review.with(next), actor, Action.ANSWERED, note(given), now);
            });
    return publishIfDue(answered).orElse(answered);
  }

  /** Whether an answer can still be given. */
  boolean takesAnswers(Review review) {
    return review.alive().filter(round -> round.takesAnswers(opening.now())).isPresent();
  }

  private static String note(GivenAnswer given) {
    return given.kind() == Kind.NONE ? "taken back" : given.kind().wireName();
  }

  /**
   * Takes the question back.
   *
   * @param editor whether whoever asks may do so for others
   */
  Post withdraw(String id, Expected expected, Actor actor, boolean editor) {
    Post before = expected.load(posts, id);
    Round round = review(before).alive().orElseThrow(ReviewingPosts::nothingAsked);
    if (!editor && !round.facts().proposer().id().equals(actor.person())) {
      throw Refused.notYours("Whoever has proposed it, or an editor, can withdraw it.");
    }
    Instant now = opening.now();
    return stored(
        before,
        review(before).with(round.withdrawn(now)),
        actor,
        Action.DECIDED,
        State.WITHDRAWN.wireName(),
        now);
  }

  /** Somebody else has looked at what was published without consent. */
  Post pay(String id, Expected expected, Actor actor) {
    Post before = expected.load(posts, id);
    Person person = OpeningRounds.person(actor);
    Review.Debt debt = review(before).debt();
    if (debt == null) {
      throw Refused.now("Nothing was published without consent, or somebody has reviewed it.");
    }
    if (person.id().equals(debt.person())) {
      throw Refused.notYours("You have published it yourself: ask somebody else to review it.");
    }
    return stored(
        before,
        review(before).paid(),
        actor,
        Action.REVIEWED,
        "revision " + debt.revision(),
        opening.now());
  }

  /**
   * Does what is due: the deadline has passed, or consent was reached and the post is to be
   * published by itself. Any number of instances may try at once.
   */
  void decide(String id) {
    try {
      posts.find(id).ifPresent(this::decide);
    } catch (StaleRevision | PostNotFound e) {
      log.debug("Another one was faster with the post {}", id);
    }
  }

  private void decide(Post before) {
    Review review = review(before);
    Optional<Round> asked = review.latest();
    if (asked.isEmpty()) {
      return;
    }
    Instant now = opening.now();
    Round decided = asked.get().decided(now);
    Post post = before;
    if (!decided.equals(asked.get())) {
      post =
          stored(
              before,
              review.with(decided),
              Actor.GALLEY,
              Action.DECIDED,
              decided.facts().state().wireName()
                  + ", asked by "
                  + decided.facts().proposer().name(),
              now);
    }
    publishIfDue(post);
  }

  /**
   * Publishes what consent was reached on, if the round says so.
   *
   * @return the published post; empty when it is not published, also when another one was faster
   */
  private Optional<Post> publishIfDue(Post post) {
    Review review = review(post);
    ReviewRound round = review.round();
    if (round == null || !review.publishesNow()) {
      return Optional.empty();
    }
    Actor actor = proposer(round);
    try {
      if (people.find(round.proposer().id()).isEmpty()) {
        throw new WrongState("Whoever proposed it writes here no more: publish it by hand.");
      }
      return Optional.of(
          publishing.publish(
              post.id(), Expected.revision(post.revision()), PublishPost.BY_DEFAULT, actor));
    } catch (StaleRevision | PostNotFound e) {
      log.debug("Another one was faster with the post {}", post.id());
    } catch (PreviewUnavailable e) {
      // It stays due. What was answered is stored, and no fault of whoever answers.
      log.debug("The post {} cannot be checked now", post.id());
    } catch (RuntimeException e) {
      stuck(post, review, actor.name(), Refusal.reason(e).orElseThrow(() -> e));
    }
    return Optional.empty();
  }

  private void stuck(Post post, Review review, String asker, String why) {
    try {
      stored(
          post,
          review.stuck(why),
          Actor.GALLEY,
          Action.DECIDED,
          why + " (asked by " + asker + ")",
          opening.now());
    } catch (StaleRevision | PostNotFound e) {
      log.debug("Another one was faster with the post {}", post.id());
    }
  }

  /** What is published by itself is published for whoever asked for it. */
  private static Actor proposer(ReviewRound round) {
    return new Actor(round.proposer().id(), round.proposer().name(), round.proposer().id(), null);
  }

  private Post stored(
      Post before, Review review, Actor actor, Action action, @Nullable String note, Instant now) {
    Post after = before.reviewed(review, now);
    posts.replace(before, after, actor.does(action, note, now));
    return after;
  }

  /** Tries until nobody is faster: an answer is about the round, whatever else changes. */
  private Post change(String id, Function<Post, Post> change) {
    for (int attempt = 1; ; attempt++) {
      try {
        return change.apply(posts.find(id).orElseThrow(() -> new PostNotFound(id)));
      } catch (StaleRevision e) {
        if (attempt == MAX_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static Review review(Post post) {
    return post.review() == null ? Review.NONE : post.review();
  }

  private static Refused nothingAsked() {
    return Refused.now("Nothing is asked about this post now.");
  }
}
