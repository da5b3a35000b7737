package dev.galley.stream.consuming;

import dev.galley.stream.observing.ConsumerLag;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether this service's consumers go on; if not, which one waits since when for what. */
final class ConsumersHealth implements HealthIndicator {

  private final List<ConsumerState> subscriptions = new CopyOnWriteArrayList<>();
  private final ConsumerLag lag;

  ConsumersHealth(ConsumerLag lag) {
    this.lag = lag;
  }

  void watch(ConsumerState subscription) {
    subscriptions.removeIf(
        known ->
            known.group().equals(subscription.group())
                && known.topic().equals(subscription.topic()));
    subscriptions.add(subscription);
  }

  @Override
  public Health health() {
    if (subscriptions.isEmpty()) {
      // The binder starts a consumer once the broker is there.
      return Health.down().withDetail("reason", "No consumer has started yet").build();
    }
    Health.Builder health =
        subscriptions.stream().allMatch(each -> each.goesOn(lag(each)))
            ? Health.up()
            : Health.down();
    subscriptions.forEach(
        subscription -> {
          Map<String, Object> state = subscription.describe();
          state.put("lag", lag(subscription));
          health.withDetail(subscription.topic() + " as " + subscription.group(), state);
        });
    return health.build();
  }

  private long lag(ConsumerState subscription) {
    return lag.of(subscription.group(), subscription.topic());
  }
}
