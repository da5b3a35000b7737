package dev.galley.feed.webhook;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** How many deliveries are under way; that some are is no fault of this service. */
final class WebhooksHealth implements HealthIndicator {

  private final Courier courier;

  WebhooksHealth(Courier courier) {
    this.courier = courier;
  }

  @Override
  public Health health() {
    return Health.up().withDetail("unsettledDeliveries", courier.unsettled()).build();
  }
}
