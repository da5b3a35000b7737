package dev.galley.feed.announcement;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.galley.feed.announcement.Deliveries.Claimed;
import dev.galley.feed.announcement.Delivery.Attempt;
import dev.galley.feed.announcement.Outcome.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt: have the channel tell the recipient, and write down what came of it under the claim.
 * Where the timeline has a line for the recipient it is told next, and only then the delivery is
 * settled. A crash in between repeats what is not written; an attempt that lost its claim to
 * another one changes nothing.
 */
final class Attempting {

  /** An announcement that is told to many is not read for each; what is erased may stay so long. */
  private static final Duration REMEMBERED = Duration.ofSeconds(5);

  private static final int MAX_REMEMBERED = 8;
  private static final int MAX_REMOVED = 500;

  private final MongoAnnouncements announcements;
  private final Deliveries deliveries;
  private final RetrySchedule schedule;
  private final Reporting reporting;
  private final Counting counting;
  private final @Nullable Instant restoredAt;
  private final Clock clock;
  private final Cache<String, Announcement> remembered;

  /**
   * @param restoredAt when the store was restored from a backup; null when it never was
   */
  Attempting(
      MongoAnnouncements announcements,
      Deliveries deliveries,
      RetrySchedule schedule,
      Reporting reporting,
      Counting counting,
      @Nullable Instant restoredAt,
      Clock clock) {
    this.announcements = announcements;
    this.deliveries = deliveries;
    this.schedule = schedule;
    this.reporting = reporting;
    this.counting = counting;
    this.restoredAt = restoredAt;
    this.clock = clock;
    this.remembered =
        Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /**
   * @throws KafkaException when the timeline could not be told; the next claim only tells it
   */
  void attempt(Channel channel, Claimed claimed) {
    Delivery delivery = claimed.delivery();
    Optional<Announcement> found = announcement(delivery.announcementId());
    if (found.isEmpty()) {
      // It was erased while another instance opened a page of deliveries and stood still.
      deliveries.remove(delivery.announcementId(), MAX_REMOVED);
      return;
    }
    Announcement announcement = found.get();
    if (!delivery.waits()) {
      // A crash came between the outcome and the receipt.
      tell(channel, announcement, delivery);
      return;
    }
    Optional<String> doubt = channel.repeatable() ? Optional.empty() : doubt(claimed);
    Delivery judged =
        doubt.map(delivery::unclear).orElseGet(() -> attempt(channel, announcement, delivery));
    deliveries
        .write(judged, next(channel, judged))
        .ifPresent(
            written -> {
              counting.moved(delivery, written);
              tell(channel, announcement, delivery, written);
            });
  }

  /** Why it is not known whether the recipient was told before. */
  private Optional<String> doubt(Claimed claimed) {
    if (claimed.begun()) {
      return Optional.of("It is not known whether it was told, since a process ended meanwhile");
    }
    if (restoredAt != null && claimed.delivery().isOfBefore(restoredAt)) {
      return Optional.of(
          "It is not known whether it was told after the backup that was restored was made");
    }
    return Optional.empty();
  }

  private Optional<Announcement> announcement(String id) {
    Announcement known = remembered.getIfPresent(id);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Announcement> found = announcements.find(id);
    found.ifPresent(one -> remembered.put(id, one));
    return found;
  }

  private Delivery attempt(Channel channel, Announcement announcement, Delivery delivery) {
    if (announcement.content() == null && announcement.type().isOfPost()) {
      return delivery.skipped("Its post was deleted");
    }
    Instant started = clock.instant();
    Outcome outcome = channel.attempt(announcement, delivery);
    return judged(delivery, outcome, started, clock.instant());
  }

  /** Makes an attempt that is not repeated and shows on no timeline. */
  Delivery test(Channel channel, Announcement test, Delivery delivery) {
    Delivery judged = attempt(channel, test, delivery);
    Delivery ended = judged.waits() ? judged.abandoned(String.valueOf(judged.reason())) : judged;
    reporting.count(channel, ended);
    return ended;
  }

  private Delivery judged(Delivery delivery, Outcome outcome, Instant started, Instant ended) {
    if (outcome instanceof Outcome.Postponed postponed) {
      return delivery.postponed(ended.plus(postponed.after()), postponed.reason());
    }
    if (outcome instanceof Outcome.Unclear unclear) {
      return delivery.unclear(unclear.reason());
    }
    if (outcome instanceof Outcome.Skipped skipped) {
      return delivery.skipped(skipped.reason());
    }
    Response response = outcome.response();
    if (outcome instanceof Outcome.Delivered) {
      return delivery.delivered(attempt(delivery, response, "told", started, ended));
    }
    if (outcome instanceof Outcome.Retry retry) {
      Attempt attempt = attempt(delivery, response, retry.reason(), started, ended);
      return schedule
          .waitAfter(delivery.failures() + 1, retry.after())
          .map(wait -> delivery.retrying(attempt, ended.plus(wait), retry.reason()))
          .orElseGet(
              () ->
                  delivery.failed(
                      attempt,
                      "%s, the last of %d attempts"
                          .formatted(retry.reason(), RetrySchedule.attempts())));
    }
    String reason =
        outcome instanceof Outcome.Gone gone
            ? gone.reason()
            : ((Outcome.Rejected) outcome).reason();
    return response == null
        ? delivery.abandoned(reason)
        : delivery.failed(attempt(delivery, response, reason, started, ended), reason);
  }

  private static Attempt attempt(
      Delivery delivery,
      @Nullable Response response,
      String summary,
      Instant started,
      Instant ended) {
    return new Attempt(
        delivery.nextAttempt(),
        started,
        Duration.between(started, ended).toMillis(),
        response == null ? 0 : response.status(),
        response == null ? summary : response.summary(),
        response == null ? null : response.excerpt());
  }

  private @Nullable Instant next(Channel channel, Delivery judged) {
    if (judged.waits()) {
      return judged.nextAttemptAt();
    }
    return channel.namesRecipients() ? clock.instant().plus(Dispatcher.LEASE) : null;
  }

  private void tell(Channel channel, Announcement announcement, Delivery before, Delivery written) {
    reporting.count(channel, written);
    if (!channel.namesRecipients()) {
      return;
    }
    if (!written.waits() || written.isRetried() || before.reason() == null) {
      tell(channel, announcement, written);
    }
  }

  /** While this stood still another one may have told more: the last word must be the newest. */
  private void tell(Channel channel, Announcement announcement, Delivery written) {
    Optional<Delivery> untold = Optional.of(written);
    while (untold.isPresent()) {
      Delivery told = untold.get();
      reporting.attempted(channel, announcement, told);
      boolean current = told.waits() ? deliveries.isCurrent(told) : deliveries.settle(told);
      untold = current ? Optional.empty() : deliveries.find(told.id());
    }
  }
}
