package dev.galley.feed.announcement;

import dev.galley.event.PostPublished;
import dev.galley.event.Receipt;
import dev.galley.event.Receipt.Outcome;
import dev.galley.event.Topics;
import dev.galley.feed.announcement.Announcement.Type;
import dev.galley.feed.announcement.Progress.OfChannel;
import dev.galley.stream.EventSender;
import dev.galley.stream.Receipts;
import dev.galley.stream.Sending;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Tells posts' timelines and the dashboards what came of announcements. */
final class Reporting {

  private static final String UNCLEAR = "unclear";

  private record Measures(Receipts receipts, Timer told, Map<String, Counter> notifications) {}

  private final EventSender sender;
  private final Map<String, Measures> channels = new HashMap<>();
  private final Receipts dropping;
  private final Counter dropped;

  Reporting(List<Channel> channels, EventSender sender, MeterRegistry meters, Clock clock) {
    this.sender = sender;
    channels.forEach(
        channel -> this.channels.put(channel.name(), measures(channel.name(), meters, clock)));
    this.dropping = new Receipts("webhook", clock);
    this.dropped =
        Counter.builder("galley.announcements.dropped")
            .description("Announcements that nobody is told of: too many of one post waited")
            .register(meters);
  }

  private static Measures measures(String channel, MeterRegistry meters, Clock clock) {
    Map<String, Counter> notifications = new HashMap<>();
    // There from the start: a rise from nothing to one is no rise to Prometheus.
    for (Outcome outcome : Outcome.values()) {
      notifications.put(outcome.wireName(), notifications(channel, outcome.wireName(), meters));
    }
    notifications.put(UNCLEAR, notifications(channel, UNCLEAR, meters));
    return new Measures(
        new Receipts(channel, clock),
        Timer.builder("galley.publication")
            .description("From the accepted publication to a finished step")
            .tag("step", channel)
            .register(meters),
        notifications);
  }

  private static Counter notifications(String channel, String outcome, MeterRegistry meters) {
    return Counter.builder("galley.notifications")
        .description("Attempts to tell a recipient, by what came of them")
        .tag("channel", channel)
        .tag("outcome", outcome)
        .register(meters);
  }

  private Measures of(Channel channel) {
    return Objects.requireNonNull(channels.get(channel.name()));
  }

  /**
   * Of an announcement that nobody will be told of.
   *
   * @param repeated whether it was counted before
   */
  void dropped(
      String postId, dev.galley.event.Announcement announcement, boolean repeated, Sending told) {
    if (!repeated) {
      dropped.increment();
    }
    told.add(
        Topics.RECEIPTS,
        dropping.of(
            postId,
            announcement.revision(),
            null,
            Outcome.FAILED,
            "No subscriber is told: more than %d announcements of this post were waiting for a page"
                .formatted(PostPublished.MAX_ANNOUNCEMENTS),
            dropping.since(announcement.at())));
  }

  /** Counts an attempt. */
  void count(Channel channel, Delivery written) {
    String outcome =
        written.state() == Delivery.State.UNCLEAR ? UNCLEAR : outcome(written).wireName();
    Objects.requireNonNull(of(channel).notifications().get(outcome)).increment();
  }

  private static Outcome outcome(Delivery delivery) {
    return switch (delivery.state()) {
      case WAITING -> Outcome.RETRYING;
      case DELIVERED -> Outcome.SUCCEEDED;
      case SKIPPED -> Outcome.SKIPPED;
      case FAILED, UNCLEAR -> Outcome.FAILED;
    };
  }

  /**
   * Tells the timeline what came of an attempt.
   *
   * @throws KafkaException when the broker did not acknowledge it
   */
  void attempted(Channel channel, Announcement announcement, Delivery delivery) {
    Measures measures = of(channel);
    Duration latency = measures.receipts().since(delivery.acceptedAt());
    if (!announcement.type().isOfPost()) {
      return;
    }
    if (delivery.state() == Delivery.State.DELIVERED) {
      measures.told().record(latency);
    }
    String reason =
        delivery.isRetried() ? delivery.label() + " " + delivery.reason() : delivery.reason();
    sender.sendAndWait(
        Topics.RECEIPTS,
        Receipts.to(
            delivery.recipientId(),
            delivery.label(),
            Math.max(1, delivery.nextAttempt() - 1),
            receipt(measures, announcement, outcome(delivery), reason, latency)));
  }

  /**
   * Tells the timeline how many recipients of a channel are told.
   *
   * @param closed whether nothing is left to do
   * @throws KafkaException when the broker did not acknowledge it
   */
  void progressed(Channel channel, Announcement announcement, OfChannel progress, boolean closed) {
    Measures measures = of(channel);
    Duration latency = measures.receipts().since(announcement.acceptedAt());
    if (!announcement.type().isOfPost()) {
      return;
    }
    boolean allTold = closed && progress.allTold();
    if (allTold) {
      measures.told().record(latency);
    }
    Outcome outcome = allTold ? Outcome.SUCCEEDED : closed ? Outcome.FAILED : Outcome.RETRYING;
    Receipt receipt = receipt(measures, announcement, outcome, progress.sentence(), latency);
    sender.sendAndWait(
        Topics.RECEIPTS,
        // Of the same revision as what it corrects, whose line stays.
        announcement.type() == Type.CORRECTION
            ? Receipts.to(announcement.id(), "Correction by e-mail", 1, receipt)
            : receipt);
  }

  private static Receipt receipt(
      Measures measures,
      Announcement announcement,
      Outcome outcome,
      @Nullable String reason,
      Duration latency) {
    return measures
        .receipts()
        .of(
            announcement.postId(),
            announcement.revision(),
            announcement.causeId(),
            outcome,
            reason,
            latency);
  }
}
