package dev.galley.feed.webhook;

import java.time.Instant;
import java.util.List;

/**
 * The deliveries that are not settled, so that a start finds them without reading the ledger. Each
 * has one owner; an instance that has not said for a while that it is alive loses its own to
 * others.
 */
interface PendingDeliveries {

  /** Adds one; does nothing when it is there. */
  void add(PendingDelivery delivery);

  /** Whether the instance may still make the next attempt. */
  boolean isOwned(String id, String owner);

  /** Notes when the next attempt is due. */
  void reschedule(String id, Instant dueAt);

  /** Removes one that is settled. */
  void remove(String id);

  /** Says that an instance is alive. */
  void alive(String owner, Instant until);

  /**
   * Takes over what belongs to nobody alive.
   *
   * @return everything that the instance owns now
   */
  List<PendingDelivery> claim(String owner, Instant now);
}
