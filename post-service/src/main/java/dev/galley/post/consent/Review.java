package dev.galley.post.consent;

import dev.galley.event.ReviewRound;
import dev.galley.event.ReviewRound.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What others have said of a post: a part of its document, so that an edit, an answer and a
 * publication are decided by one write. Immutable.
 *
 * @param round the newest round; absent when there was none
 * @param earlier the rounds before it, newest first, as many as are kept
 * @param debt that it was published without consent; absent when nobody has to look at it
 * @param problem why it was not published by itself though consent is reached; absent when nothing
 *     is wrong
 */
public record Review(
    @Nullable ReviewRound round,
    List<ReviewRound> earlier,
    @Nullable Debt debt,
    @Nullable String problem) {

  /** Nothing was asked yet. */
  public static final Review NONE = new Review(null, List.of(), null, null);

  private static final int MAX_EARLIER = 10;

  /**
   * A post was published without consent, and nobody but who did so has looked at it.
   *
   * @param revision the revision that was published
   * @param person who published it; absent for a machine
   * @param name how to show who that was
   */
  public record Debt(long revision, @Nullable String person, String name, Instant at) {}

  /** Copies the list. */
  public Review {
    earlier = List.copyOf(earlier);
  }

  /** The newest round, if anything may still become of it. */
  public Optional<Round> alive() {
    return latest().filter(Round::isAlive);
  }

  /** The newest round. */
  public Optional<Round> latest() {
    return round == null ? Optional.empty() : Optional.of(new Round(round));
  }

  /** A new round is opened; the one before is kept to be seen. */
  public Review opened(Round opened) {
    List<ReviewRound> all =
        Stream.concat(Stream.ofNullable(round), earlier.stream()).limit(MAX_EARLIER).toList();
    return new Review(opened.facts(), all, debt, null);
  }

  /** The newest round went on. */
  public Review with(Round next) {
    return new Review(next.facts(), earlier, debt, null);
  }

  /** What was asked about was edited. */
  public Review edited(Instant at) {
    return alive().map(asked -> with(asked.voided(at))).orElse(this);
  }

  /** What was consented to is published: whatever was owed before is paid. */
  public Review published(Round consented, Instant at) {
    return new Review(consented.published(at).facts(), earlier, null, null);
  }

  /** It was published without consent; a round that was open is over. */
  public Review owing(Debt owed) {
    Review ended = edited(owed.at());
    return new Review(ended.round, ended.earlier, owed, null);
  }

  /** Somebody else has looked at what was published. */
  public Review paid() {
    return new Review(round, earlier, null, problem);
  }

  /** Consent is reached, and it cannot be published by itself. */
  public Review stuck(String why) {
    return new Review(round, earlier, debt, why);
  }

  /** What is left to tell others when the post is deleted. */
  public Review erased(Instant at) {
    return new Review(
        latest().map(known -> known.erased(at).facts()).orElse(null), List.of(), null, null);
  }

  /** Whether it is to be published by itself now. */
  public boolean publishesNow() {
    return round != null
        && round.state() == State.CONSENTED
        && round.publishes()
        && problem == null;
  }

  /** When it has to be looked at; empty when nothing happens by itself. */
  public Optional<Instant> due() {
    return publishesNow()
        ? Optional.ofNullable(round).map(ReviewRound::openedAt)
        : latest().flatMap(Round::due);
  }

  /** The ids of those whose answer is awaited. */
  public List<String> awaited() {
    return round == null || round.state() != State.OPEN ? List.of() : round.awaited();
  }
}
