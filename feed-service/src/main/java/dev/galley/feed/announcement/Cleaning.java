package dev.galley.feed.announcement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Removes what is no longer needed of announcements that are told: first the content, later the
 * deliveries, whose counts stay. That it was announced stays known.
 */
class Cleaning {

  private static final int PAGE = 100;
  private static final int DELIVERIES = 500;
  private static final Duration LATER = Duration.ofDays(1);

  private final MongoAnnouncements announcements;
  private final Deliveries deliveries;
  private final Duration keepDeliveries;
  private final Clock clock;

  Cleaning(
      MongoAnnouncements announcements,
      Deliveries deliveries,
      Duration keepDeliveries,
      Clock clock) {
    this.announcements = announcements;
    this.deliveries = deliveries;
    this.keepDeliveries = keepDeliveries;
    this.clock = clock;
  }

  /** Two instances may do it at once. */
  @Scheduled(initialDelay = 10, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
  void run() {
    List<Progress> page;
    do {
      page = announcements.outdated(clock.instant(), PAGE);
      page.forEach(this::clean);
    } while (page.size() == PAGE);
  }

  private void clean(Progress progress) {
    Instant now = clock.instant();
    String id = progress.announcement().id();
    Instant thinnedAt = progress.announcement().acceptedAt().plus(keepDeliveries);
    if (progress.open()) {
      announcements.cleanLater(id, now.plus(LATER));
    } else if (now.isBefore(thinnedAt)) {
      announcements.cleaned(id, thinnedAt);
    } else {
      while (!deliveries.remove(id, DELIVERIES)) {
        // A page at a time.
      }
      announcements.cleaned(id, null);
    }
  }
}
