package dev.galley.post.outbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What an instance still has to do for a post until the newest record of the topic is the newest
 * event of the post, and the rule by which it does so. Knows neither threads, nor Kafka, nor the
 * store, so that a test can walk through all that may happen. Immutable.
 *
 * <p>The rule: nobody sends without a mark of its own in the post's document, and the last mark of
 * a sender leaves the document only by a write that finds there what the sender has sent last. So
 * whoever was overtaken notices it, and until it has sent the current event its mark is there for
 * the sweep of another.
 *
 * @param own marks of this instance in the document, in the order in which it learned of them
 * @param expired marks of others who should have taken them out long ago
 * @param newest the newest revision that this instance knows of; 0 when it knows of none
 * @param sent the revision that Kafka acknowledged last; 0 when none was sent
 * @param inFlight the revision that Kafka has not acknowledged; 0 when there is none
 * @param stale whether only the store knows what is current
 * @param again whether the event has to be sent although it was
 * @param settling the settlement that is on its way to the store
 */
record Outgoing(
    List<UUID> own,
    Set<UUID> expired,
    long newest,
    long sent,
    long inFlight,
    boolean stale,
    boolean again,
    Optional<Settlement> settling) {

  static final Outgoing NOTHING =
      new Outgoing(List.of(), Set.of(), 0, 0, 0, false, false, Optional.empty());

  /** What comes next. */
  enum Step {
    /** The answer of the broker or the store. */
    AWAIT,
    /** Read the current event, under a mark of its own. */
    READ,
    /** Send {@link #newest()}. */
    SEND,
    /** Write the {@link #settlement()}. */
    SETTLE,
    /** Nothing: the post can be forgotten. */
    DONE
  }

  /**
   * Marks that can leave the document.
   *
   * @param revision the revision of the event that the document must have for it; 0 when any will
   *     do, for another mark of the same sender stays
   */
  record Settlement(Set<UUID> marks, long revision) {

    Settlement {
      marks = Set.copyOf(marks);
    }
  }

  Outgoing {
    own = List.copyOf(own);
    expired = Set.copyOf(expired);
  }

  Step next() {
    if (inFlight > 0) {
      return Step.AWAIT;
    }
    if (stale || again || newest > sent) {
      if (leavesNone()) {
        return Step.AWAIT;
      }
      return stale || own.isEmpty() || newest == 0 ? Step.READ : Step.SEND;
    }
    if (settling.isPresent()) {
      return Step.AWAIT;
    }
    return own.isEmpty() && expired.isEmpty() ? Step.DONE : Step.SETTLE;
  }

  /** Whether the last mark may be on its way out. */
  private boolean leavesNone() {
    return settling.isPresent() && settling.get().marks().containsAll(own);
  }

  /** An event was stored together with a mark. It may be older than what is known. */
  Outgoing handedOver(UUID mark, long revision) {
    return with(plus(mark), expired, Math.max(newest, revision), sent, inFlight, stale, again);
  }

  /** An event was stored together with a mark, and is to be read when it is its turn. */
  Outgoing marked(UUID mark) {
    return with(plus(mark), expired, newest, sent, inFlight, true, again);
  }

  /** Marks were found that are older than their lease. What was sent before does not count. */
  Outgoing found(Set<UUID> marks) {
    Set<UUID> all = new HashSet<>(expired);
    all.addAll(marks);
    own.forEach(all::remove);
    return all.equals(expired) ? this : with(own, all, newest, sent, inFlight, true, true);
  }

  /** The event is to be sent once more. */
  Outgoing repeated() {
    return with(own, expired, newest, sent, inFlight, stale, true);
  }

  /** What is known of the event is not enough to send it. */
  Outgoing forgotten() {
    return with(own, expired, newest, sent, inFlight, true, again);
  }

  /** The mark by which this instance may send: a settlement on its way never has it. */
  Optional<UUID> mark() {
    return own.isEmpty() ? Optional.empty() : Optional.of(own.get(own.size() - 1));
  }

  /**
   * The store has told the current revision.
   *
   * @param set a mark that was set for it; empty when {@link #mark()} still was there
   */
  Outgoing read(Optional<UUID> set, long revision) {
    return with(
        set.map(this::plus).orElse(own),
        expired,
        Math.max(newest, revision),
        sent,
        inFlight,
        revision < newest,
        again);
  }

  Outgoing sending() {
    return with(own, expired, newest, sent, newest, stale, false);
  }

  Outgoing acknowledged() {
    return with(own, expired, newest, inFlight, 0, stale, again);
  }

  /** Whether Kafka has the record is not known. */
  Outgoing failed() {
    return with(own, expired, newest, sent, 0, stale, true);
  }

  /** What can leave the document now. */
  Optional<Settlement> settlement() {
    if (settling.isPresent()) {
      return Optional.empty();
    }
    if (next() == Step.SETTLE) {
      Set<UUID> marks = new HashSet<>(own);
      marks.addAll(expired);
      return Optional.of(new Settlement(marks, sent));
    }
    // A post that is published all the time must not collect marks.
    return own.size() < 2
        ? Optional.empty()
        : Optional.of(new Settlement(Set.copyOf(own.subList(0, own.size() - 1)), 0));
  }

  Outgoing settling(Settlement settlement) {
    return with(Optional.of(settlement));
  }

  /** The settlement was refused, for its revision is not the current one. */
  Outgoing overtaken(Settlement settlement) {
    // Something newer may have been handed over meanwhile.
    return (newest > settlement.revision() ? this : forgotten()).with(Optional.empty());
  }

  /** The marks are out. */
  Outgoing settled(Settlement settlement) {
    List<UUID> kept = new ArrayList<>(own);
    kept.removeAll(settlement.marks());
    Set<UUID> stillExpired = new HashSet<>(expired);
    stillExpired.removeAll(settlement.marks());
    return with(kept, stillExpired, newest, sent, inFlight, stale, again).with(Optional.empty());
  }

  /** The store did not answer: the marks may be there or not. */
  Outgoing unsettled() {
    return forgotten().with(Optional.empty());
  }

  private Outgoing with(Optional<Settlement> nowSettling) {
    return new Outgoing(own, expired, newest, sent, inFlight, stale, again, nowSettling);
  }

  private List<UUID> plus(UUID mark) {
    if (own.contains(mark)) {
      return own;
    }
    List<UUID> all = new ArrayList<>(own);
    all.add(mark);
    return all;
  }

  private Outgoing with(
      List<UUID> newOwn,
      Set<UUID> newExpired,
      long newNewest,
      long newSent,
      long newInFlight,
      boolean newStale,
      boolean newAgain) {
    return new Outgoing(
        newOwn, newExpired, newNewest, newSent, newInFlight, newStale, newAgain, settling);
  }
}
