package dev.galley.feed.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real time. */
final class SystemTimer implements Timer, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SystemTimer.class);

  private final Clock clock;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "webhook-timer");
            thread.setDaemon(true);
            return thread;
          });

  SystemTimer(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void at(Instant time, Runnable task) {
    long millis = Math.max(0, Duration.between(clock.instant(), time).toMillis());
    try {
      executor.schedule(() -> run(task), millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("Stopping: a timer was not set");
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      log.error("A timer's task failed", e);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
