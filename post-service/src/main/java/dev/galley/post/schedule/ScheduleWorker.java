package dev.galley.post.schedule;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks for what is due all the time, on a thread of its own: nothing else may delay it. */
final class ScheduleWorker implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ScheduleWorker.class);
  private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(5);

  private final CarryingOut work;
  private final Duration interval;
  private @Nullable ScheduledExecutorService thread;
  private boolean failing;

  /**
   * @param interval from the end of one look to the next
   */
  ScheduleWorker(CarryingOut work, Duration interval) {
    this.work = work;
    this.interval = interval;
  }

  @Override
  public synchronized void start() {
    thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread worker = new Thread(task, "schedules");
              worker.setDaemon(true);
              return worker;
            });
    thread.scheduleWithFixedDelay(this::attempt, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void attempt() {
    try {
      boolean more;
      do {
        more = work.run() == CarryingOut.MAX_POSTS;
      } while (more);
      failing = false;
    } catch (RuntimeException e) {
      // Once for an outage: the next look is soon.
      if (!failing) {
        log.warn("What is scheduled waits: {}", e.toString());
      }
      failing = true;
    }
  }

  @Override
  public synchronized void stop() {
    ScheduledExecutorService stopping = thread;
    thread = null;
    if (stopping == null) {
      return;
    }
    stopping.shutdown();
    try {
      stopping.awaitTermination(PATIENCE_AT_STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }
}
