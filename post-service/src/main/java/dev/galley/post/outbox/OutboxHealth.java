package dev.galley.post.outbox;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * What the outbox holds and what it waits for. That something waits is no reason to turn editors
 * away, so it is always up.
 */
final class OutboxHealth implements HealthIndicator {

  private final Pending pending;

  OutboxHealth(Pending pending) {
    this.pending = pending;
  }

  @Override
  public Health health() {
    Health.Builder health =
        Health.up()
            .withDetail("pending", pending.size())
            .withDetail("oldestSeconds", pending.oldestSeconds());
    pending.waitingFor().ifPresent(reason -> health.withDetail("waitingFor", reason));
    return health.build();
  }
}
