package dev.galley.render.page;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether this instance knows all pages, and so may say which do not exist. */
final class SiteHealth implements HealthIndicator {

  private final PagesReady pages;

  SiteHealth(PagesReady pages) {
    this.pages = pages;
  }

  @Override
  public Health health() {
    return pages.isReady()
        ? Health.up().build()
        : Health.outOfService().withDetail("reason", "The pages are being loaded").build();
  }
}
