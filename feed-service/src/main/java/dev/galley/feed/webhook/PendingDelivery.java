package dev.galley.feed.webhook;

import java.time.Instant;

/**
 * A delivery that is not settled yet.
 *
 * @param id that of its ledger entry
 * @param dueAt when the next attempt may be made
 * @param owner the instance that makes it
 */
record PendingDelivery(String id, String webhookId, Instant dueAt, String owner) {

  PendingDelivery due(Instant at) {
    return new PendingDelivery(id, webhookId, at, owner);
  }
}
