package dev.galley.stream.observing;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Gauges whose values come from store or broker. They are asked for every ten seconds in the
 * background, since a scrape must not wait for what does not answer.
 */
public final class BackgroundGauges implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(BackgroundGauges.class);
  private static final Duration PERIOD = Duration.ofSeconds(10);

  private static final class Measured {

    private final LongSupplier source;
    private volatile double value = Double.NaN;
    private volatile long last;

    Measured(LongSupplier source) {
      this.source = source;
    }

    void measure() {
      try {
        last = source.getAsLong();
        value = last;
      } catch (RuntimeException e) {
        value = Double.NaN;
        log.debug("A gauge cannot be measured now", e);
      } catch (Error e) {
        value = Double.NaN;
        log.warn("A gauge cannot be measured now", e);
      }
    }
  }

  private final MeterRegistry meters;
  private final List<Measured> gauges = new CopyOnWriteArrayList<>();
  private @Nullable ScheduledExecutorService schedule;

  public BackgroundGauges(MeterRegistry meters) {
    this.meters = meters;
  }

  /**
   * Adds a gauge, without a value until it is measured and while that fails.
   *
   * @param name such as {@code galley.webhooks}
   * @param tags what tells it from others of that name
   * @param source asked in the background; may take seconds and may throw
   * @return what was measured last, also while that fails; 0 before
   */
  public LongSupplier add(String name, String description, Tags tags, LongSupplier source) {
    Measured measured = new Measured(source);
    gauge(name, measured).description(description).tags(tags).register(meters);
    return () -> measured.last;
  }

  /** Adds a gauge of a time, in whole seconds; else as {@link #add}. */
  public void addSeconds(String name, String description, Supplier<Duration> source) {
    gauge(name, new Measured(() -> source.get().toSeconds()))
        .baseUnit("seconds")
        .description(description)
        .register(meters);
  }

  private Gauge.Builder<Measured> gauge(String name, Measured measured) {
    gauges.add(measured);
    return Gauge.builder(name, measured, gauge -> gauge.value);
  }

  void measure() {
    gauges.forEach(Measured::measure);
  }

  @Override
  public synchronized void start() {
    schedule =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "background-gauges");
              thread.setDaemon(true);
              return thread;
            });
    schedule.scheduleWithFixedDelay(this::measure, 0, PERIOD.toSeconds(), TimeUnit.SECONDS);
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
