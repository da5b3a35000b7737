package dev.galley.feed.webhook;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries to one endpoint, one at a time and the one that is due first; others wait until
 * they are due and while the endpoint rests. Endpoints do not wait for each other. Thread-safe.
 */
final class EndpointQueue {

  /** Makes one attempt. */
  interface Attempts {

    /**
     * @return what is left to do
     */
    Next attempt(PendingDelivery delivery);
  }

  /**
   * What follows an attempt.
   *
   * @param again the delivery with its next time; absent when it is settled
   * @param restUntil how long the whole endpoint is left alone; absent when it is not
   */
  record Next(@Nullable PendingDelivery again, @Nullable Instant restUntil) {}

  private final Attempts attempts;
  private final Executor workers;
  private final Timer timer;
  private final Clock clock;
  private final PriorityQueue<PendingDelivery> waiting =
      new PriorityQueue<>(
          Comparator.comparing(PendingDelivery::dueAt).thenComparing(PendingDelivery::id));
  private final Set<String> known = new HashSet<>();
  private boolean busy;
  private @Nullable Instant restUntil;

  EndpointQueue(Attempts attempts, Executor workers, Timer timer, Clock clock) {
    this.attempts = attempts;
    this.workers = workers;
    this.timer = timer;
    this.clock = clock;
  }

  /** Adds a delivery; one that waits here already is only made earlier, never later. */
  void add(PendingDelivery delivery) {
    synchronized (this) {
      if (known.add(delivery.id())
          || waiting.removeIf(
              other ->
                  other.id().equals(delivery.id()) && delivery.dueAt().isBefore(other.dueAt()))) {
        waiting.add(delivery);
      }
    }
    proceed();
  }

  /** The endpoint rests no longer, for a person wants it called. */
  void wake() {
    synchronized (this) {
      restUntil = null;
    }
    proceed();
  }

  /** How many deliveries are not settled. */
  synchronized int size() {
    return known.size();
  }

  private void proceed() {
    PendingDelivery due = takeDue();
    if (due != null) {
      workers.execute(() -> attempt(due));
    }
  }

  private synchronized @Nullable PendingDelivery takeDue() {
    PendingDelivery first = waiting.peek();
    if (busy || first == null) {
      return null;
    }
    Instant at =
        Optional.ofNullable(restUntil).filter(first.dueAt()::isBefore).orElse(first.dueAt());
    if (at.isAfter(clock.instant())) {
      timer.at(at, this::proceed);
      return null;
    }
    busy = true;
    return waiting.remove();
  }

  private void attempt(PendingDelivery delivery) {
    Next next = attempts.attempt(delivery);
    synchronized (this) {
      busy = false;
      restUntil = next.restUntil();
      known.remove(delivery.id());
      if (next.again() != null) {
        known.add(delivery.id());
        waiting.add(next.again());
      }
    }
    proceed();
  }
}
