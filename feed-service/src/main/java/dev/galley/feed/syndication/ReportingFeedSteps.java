package dev.galley.feed.syndication;

import dev.galley.event.Receipt.Outcome;
import dev.galley.event.Topics;
import dev.galley.feed.entry.Entry;
import dev.galley.feed.entry.EntryListener;
import dev.galley.feed.entry.UnpublishedPost;
import dev.galley.stream.Receipts;
import dev.galley.stream.Sending;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells the post's timeline that the feeds carry a revision, or no longer do. */
@Component
@Order(1)
class ReportingFeedSteps implements EntryListener {

  private final ComposingFeeds feeds;
  private final Receipts receipts;
  private final Timer published;

  ReportingFeedSteps(ComposingFeeds feeds, Clock clock, MeterRegistry meters) {
    this.feeds = feeds;
    this.receipts = new Receipts("feed", clock);
    this.published =
        Timer.builder("galley.publication")
            .description("From the accepted publication to a finished step")
            .tag("step", "feed")
            .register(meters);
  }

  @Override
  public void onLive(Entry entry, Cause cause, Sending told) {
    var post = entry.post();
    Duration latency = latency(post.acceptedAt(), cause.settledAt());
    if (feeds.isCarried(entry)) {
      if (!cause.repeated()) {
        published.record(latency);
      }
      send(told, post.postId(), post.revision(), post.eventId(), Outcome.SUCCEEDED, null, latency);
    } else {
      String reason = "Posts of kind " + post.kind() + " are in no feed";
      send(told, post.postId(), post.revision(), post.eventId(), Outcome.SKIPPED, reason, latency);
    }
  }

  @Override
  public void onGone(UnpublishedPost gone, Entry last, Cause cause, Sending told) {
    send(
        told,
        gone.postId(),
        gone.revision(),
        gone.eventId(),
        Outcome.SUCCEEDED,
        null,
        latency(gone.acceptedAt(), cause.settledAt()));
  }

  private void send(
      Sending told,
      String postId,
      long revision,
      UUID causeId,
      Outcome outcome,
      @Nullable String reason,
      Duration latency) {
    told.add(Topics.RECEIPTS, receipts.of(postId, revision, causeId, outcome, reason, latency));
  }

  private static Duration latency(Instant acceptedAt, Instant settledAt) {
    Duration latency = Duration.between(acceptedAt, settledAt);
    return latency.isNegative() ? Duration.ZERO : latency;
  }
}
