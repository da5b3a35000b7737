package dev.galley.feed.entry;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether this instance can serve feeds, and what waits. It can as soon as it knows the entries:
 * without broker or store it serves them as they were.
 */
final class FeedsHealth implements HealthIndicator {

  private final LiveEntries live;
  private final FollowingTopics following;

  FeedsHealth(LiveEntries live, FollowingTopics following) {
    this.live = live;
    this.following = following;
  }

  @Override
  public Health health() {
    String trouble = following.trouble();
    Health.Builder health = live.isLoaded() ? Health.up() : Health.outOfService();
    health.withDetail("publicationsWithoutPage", live.waiting());
    if (trouble != null) {
      health.withDetail("waitsBecause", trouble);
    }
    return health.build();
  }
}
