package dev.galley.post.outbox;

import dev.galley.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The way of one collection's current events to their topic: posts have one, assets have one.
 * Whoever stores an event in a document stores a mark with it that bears the event's id, and hands
 * the event over afterwards. Its methods return at once.
 */
public final class Outlet {

  private final Outbox outbox;
  private final Relay relay;
  private final Reconciliation reconciliation;

  Outlet(Outbox outbox, Relay relay, Reconciliation reconciliation) {
    this.outbox = outbox;
    this.relay = relay;
    this.reconciliation = reconciliation;
  }

  /**
   * Sends an event that was just stored with its mark.
   *
   * @param at when the mark was set
   * @param traceparent the W3C trace that it belongs to; absent without tracing
   */
  public void handOver(Event event, Instant at, @Nullable String traceparent) {
    relay.handOver(event, at, traceparent);
  }

  /** Sends what a document's current event is: it may have been stored, or is wanted again. */
  public void send(String id) {
    relay.send(id);
  }

  /** Sends it again because a person wants it, so that steps which gave up try once more. */
  void resend(String id) {
    relay.resend(id);
  }

  /**
   * Sends what no relay is sending: what a crash left, of this instance or another.
   *
   * @param lease how long a mark is left to who set it
   * @param here whether this instance answers for a mark
   * @return of how many documents
   */
  int takeOver(Instant now, Duration lease, Predicate<UUID> here) {
    int found = 0;
    for (var document : outbox.expired(now.minus(lease)).entrySet()) {
      Map<UUID, Instant> ofOthers = new HashMap<>(document.getValue());
      ofOthers.keySet().removeIf(here);
      if (!ofOthers.isEmpty()) {
        relay.takeOver(document.getKey(), ofOthers);
        found++;
      }
    }
    return found;
  }

  Reconciliation reconciliation() {
    return reconciliation;
  }
}
