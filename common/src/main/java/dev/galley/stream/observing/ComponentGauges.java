package dev.galley.stream.observing;

import io.micrometer.core.instrument.Tags;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.health.application.AvailabilityStateHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Health as a measure, {@code galley_component_up}: an alert can only be about what Prometheus
 * sees.
 */
final class ComponentGauges implements SmartInitializingSingleton {

  private final HealthContributors contributors;
  private final BackgroundGauges gauges;

  ComponentGauges(HealthContributors contributors, BackgroundGauges gauges) {
    this.contributors = contributors;
    this.gauges = gauges;
  }

  @Override
  public void afterSingletonsInstantiated() {
    for (HealthContributors.Entry entry : contributors) {
      if (entry.contributor() instanceof HealthIndicator indicator
          && !(indicator instanceof AvailabilityStateHealthIndicator)) {
        gauges.add(
            "galley.component.up",
            "Whether a component of the service is healthy: 1 or 0",
            Tags.of("component", entry.name()),
            () -> isUp(indicator) ? 1 : 0);
      }
    }
  }

  private static boolean isUp(HealthIndicator indicator) {
    var health = indicator.health(false);
    return health != null && health.getStatus().equals(Status.UP);
  }
}
