package dev.galley.stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.SmartLifecycle;

/**
 * Health as a measure, {@code galley_component_up}: an alert can only be about what Prometheus
 * sees. Asked in the background, since a lost store answers slowly and a scrape must not wait.
 */
final class ComponentGauges implements SmartLifecycle, Runnable {

  private static final Logger log = LoggerFactory.getLogger(ComponentGauges.class);
  private static final Duration PERIOD = Duration.ofSeconds(10);

  private final HealthContributors contributors;
  private final MeterRegistry meters;
  private final Map<String, AtomicInteger> states = new ConcurrentHashMap<>();
  private @Nullable ScheduledExecutorService schedule;

  ComponentGauges(HealthContributors contributors, MeterRegistry meters) {
    this.contributors = contributors;
    this.meters = meters;
  }

  @Override
  public void run() {
    for (HealthContributors.Entry entry : contributors) {
      if (entry.contributor() instanceof HealthIndicator indicator) {
        state(entry.name()).set(isUp(indicator) ? 1 : 0);
      }
    }
  }

  private static boolean isUp(HealthIndicator indicator) {
    try {
      var health = indicator.health(false);
      return health != null && health.getStatus().equals(Status.UP);
    } catch (RuntimeException e) {
      log.debug("A health check failed", e);
      return false;
    }
  }

  private AtomicInteger state(String component) {
    return states.computeIfAbsent(
        component,
        name -> {
          AtomicInteger state = new AtomicInteger();
          Gauge.builder("galley_component_up", state, AtomicInteger::get)
              .description("Whether a component of the service is healthy: 1 or 0")
              .tag("component", name)
              .register(meters);
          return state;
        });
  }

  @Override
  public synchronized void start() {
    schedule =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "component-gauges");
              thread.setDaemon(true);
              return thread;
            });
    schedule.scheduleWithFixedDelay(this, 0, PERIOD.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public synchronized void stop() {
    if (schedule != null) {
      schedule.shutdownNow();
      schedule = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return schedule != null;
  }
}
