package dev.galley.post.review;

import dev.galley.event.ReviewRound;
import dev.galley.event.ReviewRound.Person;
import dev.galley.post.consent.ReviewProperties;
import dev.galley.post.consent.Round;
import dev.galley.post.consent.Round.Refused;
import dev.galley.post.content.Actor;
import dev.galley.post.content.StaleRevision;
import dev.galley.post.database.Places;
import dev.galley.stream.codec.EventIds;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What people do about a proposal: the steps of a post's round, without a post. */
final class DecidingProposals {

  private static final int MAX_ATTEMPTS = 50;

  /** There is no such proposal. */
  static final class ProposalNotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }

  private final Proposals proposals;
  private final OpeningRounds opening;
  private final ReviewProperties properties;
  private final Consumer<String> changed;

  /**
   * @param changed told of the id of what has changed
   */
  DecidingProposals(
      Proposals proposals,
      OpeningRounds opening,
      ReviewProperties properties,
      Consumer<String> changed) {
    this.proposals = proposals;
    this.opening = opening;
    this.properties = properties;
    this.changed = changed;
  }

  /**
   * Asks something.
   *
   * @throws Refused when proposals are switched off, or too many are open
   */
  Proposal propose(String question, String text, NewRound wish, Actor actor) {
    Person proposer = OpeningRounds.person(actor);
    if (!properties.proposals()) {
      throw Refused.now("Proposals without a post are switched off here.");
    }
    Round round = opening.open(wish, 1, proposer, null);
    Proposal proposal =
        new Proposal(
            EventIds.next().toString(),
            1,
            question.strip(),
            text,
            round.facts(),
            round.facts().openedAt());
    try {
      proposals.insert(proposal, properties.maxProposals());
    } catch (Places.Full full) {
      throw Refused.now("Too many proposals are open. Withdraw those that nobody needs.");
    }
    changed.accept(proposal.id());
    return proposal;
  }

  /** Answers in the name of whoever asks, and of nobody else. */
  Proposal answer(String id, GivenAnswer given, Actor actor) {
    Instant now = opening.now();
    return change(id, now, asked -> given.to(asked, OpeningRounds.person(actor).id(), now));
  }

  /**
   * Takes the question back.
   *
   * @param editor whether whoever asks may do so for others
   */
  Proposal withdraw(String id, Actor actor, boolean editor) {
    Instant now = opening.now();
    return change(
        id,
        now,
        asked -> {
          if (!editor && !asked.facts().proposer().id().equals(actor.person())) {
            throw Refused.notYours("Whoever has proposed it, or an editor, can withdraw it.");
          }
          return asked.withdrawn(now);
        });
  }

  /** Does what the deadline asks for, whichever instances try. */
  void decide(String id) {
    Instant now = opening.now();
    change(id, now, asked -> asked.decided(now));
  }

  private Proposal change(String id, Instant now, UnaryOperator<Round> step) {
    for (int attempt = 1; ; attempt++) {
      Proposal before = find(id);
      ReviewRound next = step.apply(new Round(before.round())).facts();
      if (next.equals(before.round())) {
        return before;
      }
      Proposal after = before.with(next);
      try {
        proposals.replace(before, after, now);
        changed.accept(id);
        return after;
      } catch (StaleRevision e) {
        if (attempt == MAX_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** The time that deadlines pass by. */
  Instant now() {
    return opening.now();
  }

  Proposal find(String id) {
    return proposals.find(id).orElseThrow(ProposalNotFound::new);
  }
}
