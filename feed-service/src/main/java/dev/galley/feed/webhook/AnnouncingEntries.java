package dev.galley.feed.webhook;

import dev.galley.event.Announcement;
import dev.galley.event.Receipt.Outcome;
import dev.galley.feed.entry.Entry;
import dev.galley.feed.entry.EntryListener;
import dev.galley.feed.entry.UnpublishedPost;
import dev.galley.stream.Sending;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    announce(messages.of(entry), cause.retry());
  }

  @Override
  public void onGone(UnpublishedPost retraction, Entry last, Cause cause, Sending told) {
    Message message = messages.of(retraction, last);
    if (retraction.afterDeletion()) {
      deliveries.erase(message);
    }
    announce(List.of(message), cause.retry());
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

  private void announce(List<Message> all, boolean retry) {
    List<Webhook> subscribed = webhooks.all();
    Map<Message, List<Webhook>> wanting = new LinkedHashMap<>();
    List<String> ids = new ArrayList<>();
    for (Message message : all) {
      List<Webhook> wants = subscribed.stream().filter(webhook -> webhook.wants(message)).toList();
      wanting.put(message, wants);
      wants.forEach(webhook -> ids.add(Delivery.id(webhook, message)));
    }
    if (!ids.isEmpty()) {
      Map<String, Delivery> ledger = deliveries.find(ids);
      wanting.forEach((message, wants) -> announce(message, wants, ledger, retry));
    }
  }

  private void announce(
      Message message, List<Webhook> wanting, Map<String, Delivery> ledger, boolean retry) {
    Instant now = clock.instant();
    List<Delivery> opening = new ArrayList<>();
    List<Delivery> known = new ArrayList<>();
    for (Webhook webhook : wanting) {
      Delivery delivery = ledger.get(Delivery.id(webhook, message));
      if (delivery == null) {
        opening.add(open(webhook, message, now));
      } else {
        known.add(delivery);
      }
    }
    if (!opening.isEmpty()) {
      dispatcher.dispatch(message, opening);
    }
    if (retry && !known.isEmpty()) {
      deliveries.keep(message, now);
      known.stream()
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
                        webhook.settings().displayName(),
                        webhook.circuit().failures(),
                        Circuit.shown(until))));
    return delivery;
  }
}
