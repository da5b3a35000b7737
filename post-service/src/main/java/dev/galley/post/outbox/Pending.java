package dev.galley.post.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which marks this instance answers for, since when they have been set, and what keeps them. Ids
 * alone: it may be many.
 */
final class Pending {

  private final Map<UUID, Instant> setAt = new ConcurrentHashMap<>();
  private final Clock clock;
  private volatile @Nullable String waitingFor;

  Pending(Clock clock, MeterRegistry meters) {
    this.clock = clock;
    Gauge.builder("galley.outbox.pending", setAt, Map::size)
        .description("Events that wait for Kafka's acknowledgement")
        .register(meters);
    Gauge.builder("galley.outbox.oldest", this, Pending::oldestSeconds)
        .baseUnit("seconds")
        .description("Age of the oldest event that waits for Kafka's acknowledgement")
        .register(meters);
  }

  void add(UUID mark, Instant at) {
    setAt.putIfAbsent(mark, at);
  }

  void remove(Iterable<UUID> marks) {
    marks.forEach(setAt::remove);
  }

  boolean contains(UUID mark) {
    return setAt.containsKey(mark);
  }

  int size() {
    return setAt.size();
  }

  /** Sending has failed for now, for everybody. */
  void delayed(String reason) {
    waitingFor = reason;
  }

  /** Sending goes on. */
  void flowing() {
    waitingFor = null;
  }

  /** Why nothing is sent now; empty when nothing keeps it. */
  Optional<String> waitingFor() {
    return Optional.ofNullable(waitingFor);
  }

  double oldestSeconds() {
    return setAt.values().stream()
        .min(Instant::compareTo)
        .map(oldest -> Duration.between(oldest, clock.instant()).toMillis() / 1000.0)
        .map(seconds -> Math.max(0, seconds))
        .orElse(0.0);
  }
}
