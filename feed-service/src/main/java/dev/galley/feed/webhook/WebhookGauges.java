package dev.galley.feed.webhook;

import com.mongodb.MongoException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many webhooks are on and how many are switched off: {@code galley_webhooks}. Counted in the
 * background, so that a scrape does not wait for the store.
 */
final class WebhookGauges implements Runnable, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WebhookGauges.class);
  private static final Duration PERIOD = Duration.ofSeconds(10);

  private final Webhooks webhooks;
  private final AtomicInteger active;
  private final AtomicInteger disabled;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "webhook-gauges");
            thread.setDaemon(true);
            return thread;
          });

  WebhookGauges(Webhooks webhooks, MeterRegistry meters) {
    this.webhooks = webhooks;
    this.active = gauge("active", meters);
    this.disabled = gauge("disabled", meters);
  }

  private static AtomicInteger gauge(String state, MeterRegistry meters) {
    AtomicInteger count = new AtomicInteger();
    Gauge.builder("galley_webhooks", count, AtomicInteger::get)
        .description("Webhooks by whether they are called")
        .tag("state", state)
        .register(meters);
    return count;
  }

  void start() {
    schedule.scheduleWithFixedDelay(this, 0, PERIOD.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void run() {
    try {
      List<Webhook> all = webhooks.all();
      int on = (int) all.stream().filter(webhook -> webhook.standing().enabled()).count();
      active.set(on);
      disabled.set(all.size() - on);
    } catch (MongoException e) {
      log.debug("The webhooks cannot be counted now", e);
    }
  }

  @Override
  public void close() {
    schedule.shutdownNow();
  }
}
