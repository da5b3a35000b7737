package dev.galley.post.outbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The events of one post on their way out, one after the other. Confined to the relay's thread. */
final class Lane {

  private final String postId;
  private final Deque<Unsent> events = new ArrayDeque<>();
  private boolean recalled;
  private boolean current;
  private boolean byRequest;
  private boolean busy;

  Lane(String postId) {
    this.postId = postId;
  }

  String postId() {
    return postId;
  }

  /** Returns whether the event was new here. */
  boolean add(Unsent unsent) {
    boolean known = events.stream().anyMatch(held -> held.eventId().equals(unsent.eventId()));
    if (!known) {
      events.addLast(unsent);
    }
    return !known;
  }

  List<Unsent> events() {
    return List.copyOf(events);
  }

  /** The next event to send; stays until {@link #sent()}. */
  Optional<Unsent> head() {
    return Optional.ofNullable(events.peekFirst());
  }

  void sent() {
    events.removeFirst();
  }

  /** The store holds events of the post that this lane does not. */
  void recall() {
    recalled = true;
  }

  boolean isRecalled() {
    return recalled;
  }

  /** Replaces what is held by what the store says. */
  void load(Iterable<Unsent> unsent) {
    events.clear();
    unsent.forEach(events::addLast);
    recalled = false;
  }

  /**
   * Asks for the newest event to be sent, whether it was before or not.
   *
   * @param requested whether a person asked for it
   */
  void repeatCurrent(boolean requested) {
    current = true;
    byRequest |= requested;
  }

  boolean repeatsCurrent() {
    return current;
  }

  boolean isByRequest() {
    return byRequest;
  }

  void repeated() {
    current = false;
    byRequest = false;
  }

  boolean isBusy() {
    return busy;
  }

  void setBusy(boolean nowBusy) {
    busy = nowBusy;
  }

  boolean isDone() {
    return events.isEmpty() && !recalled && !current && !busy;
  }
}
