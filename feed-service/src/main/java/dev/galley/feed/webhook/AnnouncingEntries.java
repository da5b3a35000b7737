package dev.galley.feed.webhook;

import dev.galley.event.Announcement;
import dev.galley.event.Receipt.Outcome;
import dev.galley.feed.entry.Entry;
import dev.galley.feed.entry.EntryListener;
import dev.galley.feed.entry.UnpublishedPost;
import dev.galley.stream.Sending;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
  private final Deliveries deliveries;
  private final Dispatcher dispatcher;
  private final ReportingDeliveries reporting;
  private final Clock clock;

  AnnouncingEntries(
      MessageWriter messages,
      Webhooks webhooks,
      Deliveries deliveries,
      Dispatcher dispatcher,
      ReportingDeliveries reporting,
      Clock clock) {
    this.messages = messages;
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.dispatcher = dispatcher;
    this.reporting = reporting;
    this.clock = clock;
  }

  @Override
  public void onLive(Entry entry, Cause cause, Sending told) {
    messages.of(entry).forEach(message -> announce(message, cause.retry()));
  }

  @Override
  public void onGone(UnpublishedPost retraction, Entry last, Cause cause, Sending told) {
    Message message = messages.of(retraction, last);
    if (retraction.afterDeletion()) {
      deliveries.erase(message);
    }
    announce(message, cause.retry());
  }

  @Override
  public void onDropped(
      String postId, List<Announcement> announcements, Cause cause, Sending told) {
    List<Webhook> all = webhooks.all();
    announcements.stream()
        .filter(announcement -> all.stream().anyMatch(webhook -> webhook.hears(announcement.at())))
        .forEach(announcement -> reporting.dropped(postId, announcement, cause.repeated(), told));
  }

  @Override
  public void onForgotten(String postId) {
    deliveries.forget(postId);
  }

  private void announce(Message message, boolean retry) {
    List<Webhook> wanting =
        webhooks.all().stream().filter(webhook -> webhook.wants(message)).toList();
    if (wanting.isEmpty()) {
      return;
    }
    Map<String, Delivery> known =
        deliveries.find(wanting.stream().map(webhook -> Delivery.id(webhook, message)).toList());
    Instant now = clock.instant();
    List<Delivery> opening =
        wanting.stream()
            .filter(webhook -> !known.containsKey(Delivery.id(webhook, message)))
            .map(webhook -> open(webhook, message, now))
            .toList();
    if (!opening.isEmpty()) {
      dispatcher.dispatch(message, opening);
    }
    if (retry && !known.isEmpty()) {
      deliveries.keep(message, now);
      known.values().stream()
          .filter(delivery -> delivery.state() != Delivery.State.DELIVERED)
          .forEach(dispatcher::resend);
    }
  }

  /** A delivery that cannot begin at once must show on the timeline all the same. */
  private Delivery open(Webhook webhook, Message message, Instant now) {
    Optional<Instant> rests = webhook.circuit().openUntil().filter(now::isBefore);
    Delivery delivery = Delivery.open(webhook, message, rests.orElse(now));
    rests.ifPresent(
        until ->
            reporting.report(
                delivery,
                webhook,
                Outcome.RETRYING,
                "%s failed %d times in a row and is called again at %s"
                    .formatted(
                        webhook.settings().displayName(), webhook.circuit().failures(), until)));
    return delivery;
  }
}
