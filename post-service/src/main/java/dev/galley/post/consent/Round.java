package dev.galley.post.consent;

import dev.galley.event.ReviewRound;
import dev.galley.event.ReviewRound.Answer;
import dev.galley.event.ReviewRound.Kind;
import dev.galley.event.ReviewRound.Person;
import dev.galley.event.ReviewRound.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may become of a round of consent. Immutable; each step gives the next state, which its owner
 * (a post or a proposal) stores if nobody was faster.
 *
 * <p>The rules: consent is reached when nobody objects and all have answered, or the deadline has
 * passed and the quorum has answered. Until the deadline every participant may change their answer,
 * also to an objection after consent was reached. An edit of what was asked about voids the round.
 */
public record Round(ReviewRound facts) {

  /** The longest reason, in characters. */
  public static final int MAX_WORDS = 2_000;

  private static final Set<State> ALIVE = EnumSet.of(State.OPEN, State.CONSENTED);
  private static final Set<Kind> NEEDS_WORDS = EnumSet.of(Kind.CONCERN, Kind.OBJECTION);

  /** A step is not possible; the message says why and what to do. */
  public static final class Refused extends RuntimeException {

    private final boolean byRight;

    private Refused(String advice, boolean byRight) {
      super(advice);
      this.byRight = byRight;
    }

    /** Whether somebody else may do it. */
    public boolean isByRight() {
      return byRight;
    }

    /** It is not for this person. */
    public static Refused notYours(String advice) {
      return new Refused(advice, true);
    }

    /** The round's state does not allow it. */
    public static Refused now(String advice) {
      return new Refused(advice, false);
    }
  }

  /** Begins one. */
  public static Round open(
      String id,
      long revision,
      Person proposer,
      List<Person> participants,
      Instant now,
      Instant deadline,
      int quorum,
      boolean publishes,
      @Nullable String replaces) {
    return new Round(
        new ReviewRound(
            id,
            revision,
            proposer,
            participants,
            now,
            deadline,
            quorum,
            publishes,
            List.of(),
            State.OPEN,
            null,
            replaces));
  }

  /** Whether anything may still become of it. */
  boolean isAlive() {
    return ALIVE.contains(facts.state());
  }

  /** Whether a participant can still answer, or answer differently. */
  public boolean takesAnswers(Instant now) {
    return isAlive() && now.isBefore(facts.deadline());
  }

  /** Whether a post with this content may be published by it. */
  public boolean permits(long contentRevision) {
    return facts.state() == State.CONSENTED && facts.revision() == contentRevision;
  }

  /** When it has to be looked at; empty when nothing happens by itself any more. */
  public Optional<Instant> due() {
    return facts.state() == State.OPEN ? Optional.of(facts.deadline()) : Optional.empty();
  }

  /**
   * A participant answers, changes the answer, or takes it back. The same answer again changes
   * nothing.
   *
   * @throws Refused when it is not theirs to answer, or too late
   */
  public Round answered(String person, Kind kind, @Nullable String words, Instant now) {
    if (facts.participant(person).isEmpty()) {
      throw Refused.notYours("You are not asked in this round.");
    }
    if (!takesAnswers(now)) {
      throw Refused.now("The round is over. What is to be changed needs a new round.");
    }
    if (NEEDS_WORDS.contains(kind) && (words == null || words.isBlank())) {
      throw Refused.now("Say in words what it is, so that the others can answer it.");
    }
    Answer before = facts.current().get(person);
    Kind said = before == null ? Kind.NONE : before.kind();
    String why = before == null ? null : before.words();
    String given = kind == Kind.NONE || words == null || words.isBlank() ? null : words.strip();
    if (said == kind && java.util.Objects.equals(why, given)) {
      return this;
    }
    if (facts.answers().size() >= ReviewRound.MAX_ANSWERS) {
      throw Refused.now("The round has too many changes of answers. Propose a new one.");
    }
    List<Answer> answers = new ArrayList<>(facts.answers());
    answers.add(new Answer(person, kind, given, now));
    ReviewRound answered = with(facts, answers, State.OPEN, null);
    boolean all = answered.awaited().isEmpty() && answered.objections().isEmpty();
    return new Round(all ? with(answered, answers, State.CONSENTED, null) : answered);
  }

  /** What the deadline makes of it; the same before it, and once it is decided. */
  public Round decided(Instant now) {
    if (facts.state() != State.OPEN || now.isBefore(facts.deadline())) {
      return this;
    }
    boolean consent = facts.objections().isEmpty() && facts.current().size() >= facts.quorum();
    return consent
        ? new Round(with(facts, facts.answers(), State.CONSENTED, now))
        : ended(State.REFUSED, now);
  }

  /** What was asked about is not what is there any more. */
  Round voided(Instant now) {
    return ended(State.VOID, now);
  }

  /** The question is taken back. */
  public Round withdrawn(Instant now) {
    return ended(State.WITHDRAWN, now);
  }

  /** What was consented to is published. */
  Round published(Instant now) {
    return ended(State.PUBLISHED, now);
  }

  /** The same without what people have written: for what is kept after a deletion. */
  Round erased(Instant now) {
    List<Answer> wordless =
        facts.answers().stream()
            .map(answer -> new Answer(answer.person(), answer.kind(), null, answer.at()))
            .toList();
    return new Round(with(facts, wordless, facts.state(), facts.closedAt())).withdrawn(now);
  }

  private Round ended(State state, Instant now) {
    return isAlive() ? new Round(with(facts, facts.answers(), state, now)) : this;
  }

  private static ReviewRound with(
      ReviewRound facts, List<Answer> answers, State state, @Nullable Instant closedAt) {
    return new ReviewRound(
        facts.id(),
        facts.revision(),
        facts.proposer(),
        facts.participants(),
        facts.openedAt(),
        facts.deadline(),
        facts.quorum(),
        facts.publishes(),
        answers,
        state,
        closedAt,
        facts.replaces());
  }
}
