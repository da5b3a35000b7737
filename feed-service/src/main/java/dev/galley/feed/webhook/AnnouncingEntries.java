package dev.galley.feed.webhook;

import dev.galley.event.Receipt.Outcome;
import dev.galley.feed.entry.Entry;
import dev.galley.feed.entry.EntryListener;
import dev.galley.feed.entry.UnpublishedPost;
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

  private final MessageWriter messages;
  private final Webhooks webhooks;
  private final Deliveries ledger;
  private final Dispatcher dispatcher;
  private final ResendingDeliveries resending;
  private final ReportingDeliveries reporting;
  private final Clock clock;

  AnnouncingEntries(
      MessageWriter messages,
      Webhooks webhooks,
      Deliveries ledger,
      Dispatcher dispatcher,
      ResendingDeliveries resending,
      ReportingDeliveries reporting,
      Clock clock) {
    this.messages = messages;
    this.webhooks = webhooks;
    this.ledger = ledger;
    this.dispatcher = dispatcher;
    this.resending = resending;
    this.reporting = reporting;
    this.clock = clock;
  }

  @Override
  public void onLive(Entry entry, Cause cause, Sending told) {
    messages.of(entry).forEach(message -> announce(message, cause.retry()));
  }

  @Override
  public void onGone(UnpublishedPost retraction, Entry last, Cause cause, Sending told) {
    announce(messages.of(retraction, last), cause.retry());
  }

  private void announce(Message message, boolean retry) {
    webhooks.all().stream()
        .filter(webhook -> webhook.wants(message))
        .forEach(webhook -> announce(message, webhook, retry));
  }

  private void announce(Message message, Webhook webhook, boolean retry) {
    Instant now = clock.instant();
    String id = Delivery.id(webhook, message);
    Optional<Delivery> known = ledger.find(id);
    Delivery entry = known.orElseGet(() -> Delivery.open(id, webhook, message, now));
    if (known.isEmpty()) {
      ledger.open(entry);
    } else if (retry && entry.state() != Delivery.State.DELIVERED) {
      resending.resend(entry);
      return;
    }
    if (entry.waits()) {
      tellOfRest(entry, webhook, now);
      dispatcher.take(entry);
    }
  }

  /** A delivery that cannot begin at once must show on the timeline all the same. */
  private void tellOfRest(Delivery entry, Webhook webhook, Instant now) {
    webhook
        .circuit()
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
                            webhook.settings().displayName(),
                            webhook.circuit().failures(),
                            until)));
  }
}
