package dev.galley.feed.announcement;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** How many attempts are under way; that some are is no fault of this service. */
final class AnnouncementsHealth implements HealthIndicator {

  private final Dispatcher dispatcher;

  AnnouncementsHealth(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  @Override
  public Health health() {
    return Health.up().withDetail("unsettledDeliveries", dispatcher.attempts()).build();
  }
}
