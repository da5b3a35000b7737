package dev.galley.feed.webhook;

import dev.galley.event.Receipt.Outcome;
import dev.galley.feed.entry.Entry;
import dev.galley.feed.entry.EntryListener;
import dev.galley.feed.entry.Retraction;
import dev.galley.stream.Sending;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.core.annotation.Order;

/**
 * Announces what has become live, or is gone, to every webhook that wants it: once for each
 * announcement that was accepted after the webhook was made.
 *
 * <p>What is due is decided by the announcements that the newest revision carries and by the
 * ledger, never by counting events: a compacted topic may show only a later, silent revision.
 */
@Order(2)
final class AnnouncingEntries implements EntryListener {

  private final Notices notices;
  private final Webhooks webhooks;
  private final Ledger ledger;
  private final Courier courier;
  private final ResendingDeliveries resending;
  private final ReportingDeliveries reporting;
  private final Clock clock;

  AnnouncingEntries(
      Notices notices,
      Webhooks webhooks,
      Ledger ledger,
      Courier courier,
      ResendingDeliveries resending,
      ReportingDeliveries reporting,
      Clock clock) {
    this.notices = notices;
    this.webhooks = webhooks;
    this.ledger = ledger;
    this.courier = courier;
    this.resending = resending;
    this.reporting = reporting;
    this.clock = clock;
  }

  @Override
  public void onLive(Entry entry, Cause cause, Sending told) {
    notices.of(entry).forEach(notice -> announce(notice, cause.retry()));
  }

  @Override
  public void onGone(Retraction retraction, Entry last, Cause cause, Sending told) {
    announce(notices.of(retraction, last), cause.retry());
  }

  private void announce(Notice notice, boolean retry) {
    webhooks.all().stream()
        .filter(webhook -> webhook.wants(notice))
        .forEach(webhook -> announce(notice, webhook, retry));
  }

  private void announce(Notice notice, Webhook webhook, boolean retry) {
    Instant now = clock.instant();
    String id = LedgerEntry.id(webhook, notice);
    Optional<LedgerEntry> known = ledger.find(id);
    LedgerEntry entry = known.orElseGet(() -> LedgerEntry.open(id, webhook, notice, now));
    if (known.isEmpty()) {
      ledger.open(entry);
    } else if (retry && entry.state() != LedgerEntry.State.DELIVERED) {
      resending.resend(entry);
      return;
    }
    if (entry.waits()) {
      tellOfRest(entry, webhook, now);
      courier.take(entry);
    }
  }

  /** A delivery that cannot begin at once must show on the timeline all the same. */
  private void tellOfRest(LedgerEntry entry, Webhook webhook, Instant now) {
    webhook
        .standing()
        .restingUntil()
        .filter(until -> until.isAfter(now))
        .ifPresent(
            until ->
                reporting.report(
                    entry,
                    webhook,
                    Outcome.RETRYING,
                    "%s failed %d times in a row and is called again at %s"
                        .formatted(
                            webhook.subscription().displayName(),
                            webhook.standing().failures(),
                            until)));
  }
}
