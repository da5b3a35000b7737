package dev.galley.post.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what no relay is sending: events that a crash left, of this instance or another, and posts
 * that were deleted long ago.
 */
final class Sweep {

  private static final Logger log = LoggerFactory.getLogger(Sweep.class);

  private final Outbox outbox;
  private final Relay relay;
  private final Pending pending;
  private final OutboxProperties properties;
  private final Clock clock;
  private boolean first = true;

  Sweep(Outbox outbox, Relay relay, Pending pending, OutboxProperties properties, Clock clock) {
    this.outbox = outbox;
    this.relay = relay;
    this.pending = pending;
    this.properties = properties;
    this.clock = clock;
  }

  /** Looks once. Not thread-safe. */
  void run() {
    // At the start nobody of this instance is sending, and to send twice is harmless.
    Duration grace = first ? Duration.ZERO : properties.sweepGrace();
    Instant acceptedBefore = clock.instant().minus(grace);
    int found = 0;
    for (Waiting waiting : outbox.waiting()) {
      if (waiting.events().entrySet().stream().anyMatch(isForgotten(acceptedBefore))) {
        relay.recall(waiting.postId());
        found++;
      }
      relay.settle(waiting.postId());
    }
    long purged = outbox.purge(clock.instant().minus(properties.keepDeleted()));
    if (found > 0 || purged > 0) {
      log.info("Sending what was left of {} posts; removed {} deleted posts", found, purged);
    }
    first = false;
  }

  private Predicate<Map.Entry<UUID, Instant>> isForgotten(Instant acceptedBefore) {
    return event -> !event.getValue().isAfter(acceptedBefore) && !pending.contains(event.getKey());
  }
}
