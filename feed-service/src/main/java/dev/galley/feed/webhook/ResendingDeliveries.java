package dev.galley.feed.webhook;

import java.time.Clock;

/** Delivers something again because a person asked for it, under the same message id. */
final class ResendingDeliveries {

  private final Ledger ledger;
  private final Courier courier;
  private final Clock clock;

  ResendingDeliveries(Ledger ledger, Courier courier, Clock clock) {
    this.ledger = ledger;
    this.courier = courier;
    this.clock = clock;
  }

  /**
   * Begins a new series of attempts at once.
   *
   * @return the entry as it is while it waits
   */
  LedgerEntry resend(LedgerEntry entry) {
    LedgerEntry again = entry.again(clock.instant());
    ledger.write(again);
    courier.hurry(again);
    return again;
  }
}
