package dev.galley.feed.webhook;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** How many deliveries are under way; that some are is no fault of this service. */
final class WebhooksHealth implements HealthIndicator {

  private final Dispatcher dispatcher;

  WebhooksHealth(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  @Override
  public Health health() {
    return Health.up().withDetail("unsettledDeliveries", dispatcher.claimed()).build();
  }
}
