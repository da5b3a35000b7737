package dev.galley.feed.webhook;

import java.time.Clock;

/** Delivers something again because a person asked for it, under the same message id. */
final class ResendingDeliveries {

  private final Deliveries ledger;
  private final Dispatcher dispatcher;
  private final Clock clock;

  ResendingDeliveries(Deliveries ledger, Dispatcher dispatcher, Clock clock) {
    this.ledger = ledger;
    this.dispatcher = dispatcher;
    this.clock = clock;
  }

  /**
   * Begins a new series of attempts at once.
   *
   * @return the entry as it is while it waits
   */
  Delivery resend(Delivery entry) {
    Delivery again = entry.again(clock.instant());
    ledger.write(again);
    dispatcher.hurry(again);
    return again;
  }
}
