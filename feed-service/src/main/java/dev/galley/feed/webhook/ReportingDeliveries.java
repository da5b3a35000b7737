package dev.galley.feed.webhook;

import dev.galley.event.Announcement;
import dev.galley.event.PostPublished;
import dev.galley.event.Receipt.Outcome;
import dev.galley.event.Topics;
import dev.galley.stream.EventSender;
import dev.galley.stream.Receipts;
import dev.galley.stream.Sending;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells the post's timeline and the dashboards what came of a delivery. */
final class ReportingDeliveries {

  private final EventSender sender;
  private final Map<Outcome, Counter> notifications = new EnumMap<>(Outcome.class);
  private final Receipts receipts;
  private final Timer delivered;
  private final Counter dropped;

  ReportingDeliveries(EventSender sender, MeterRegistry meters, Clock clock) {
    this.sender = sender;
    this.receipts = new Receipts("webhook", clock);
    this.delivered =
        Timer.builder("galley.publication")
            .description("From the accepted publication to a finished step")
            .tag("step", "webhook")
            .register(meters);
    this.dropped =
        Counter.builder("galley.announcements.dropped")
            .description("Announcements that nobody is told of: too many of one post waited")
            .register(meters);
    // There from the start: a rise from nothing to one is no rise to Prometheus.
    for (Outcome outcome : Outcome.values()) {
      notifications.put(
          outcome,
          Counter.builder("galley.notifications")
              .description("Attempts to tell a subscriber, by what came of them")
              .tag("channel", "webhook")
              .tag("outcome", outcome.wireName())
              .register(meters));
    }
  }

  /**
   * Of an announcement that nobody will be told of.
   *
   * @param repeated whether it was counted before
   */
  void dropped(String postId, Announcement announcement, boolean repeated, Sending told) {
    if (!repeated) {
      dropped.increment();
    }
    told.add(
        Topics.RECEIPTS,
        receipts.of(
            postId,
            announcement.revision(),
            null,
            Outcome.FAILED,
            "No subscriber is told: more than %d announcements of this post were waiting for a page"
                .formatted(PostPublished.MAX_ANNOUNCEMENTS),
            receipts.since(announcement.at())));
  }

  /**
   * @param webhook absent when it was deleted
   * @param reason absent when it succeeded
   */
  void report(Delivery entry, @Nullable Webhook webhook, Outcome outcome, @Nullable String reason) {
    Duration latency = receipts.since(entry.acceptedAt());
    Objects.requireNonNull(notifications.get(outcome)).increment();
    if (entry.type().equals(Message.PING)) {
      return;
    }
    if (outcome == Outcome.SUCCEEDED) {
      delivered.record(latency);
    }
    sender.sendAndWait(
        Topics.RECEIPTS,
        Receipts.to(
            entry.webhookId(),
            webhook == null ? entry.webhookId() : webhook.settings().displayName(),
            Math.max(1, entry.nextAttemptNumber() - 1),
            receipts.of(
                entry.postId(), entry.revision(), entry.causeId(), outcome, reason, latency)));
  }
}
