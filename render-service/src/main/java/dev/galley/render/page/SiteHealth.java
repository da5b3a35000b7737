package dev.galley.render.page;

import com.mongodb.MongoException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether this instance can serve the site: it knows all pages, and the store answers. */
final class SiteHealth implements HealthIndicator {

  private final FollowingPages following;
  private final Pages pages;

  SiteHealth(FollowingPages following, Pages pages) {
    this.following = following;
    this.pages = pages;
  }

  @Override
  public Health health() {
    if (!following.isReady()) {
      return Health.outOfService().withDetail("reason", "The pages are being loaded").build();
    }
    try {
      pages.entry("none");
      return Health.up().build();
    } catch (MongoException e) {
      return Health.down().withDetail("reason", "The store does not answer").build();
    }
  }
}
