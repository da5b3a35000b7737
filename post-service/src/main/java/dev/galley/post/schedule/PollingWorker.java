package dev.galley.post.schedule;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks for what is due all the time, on a thread of its own: nothing else may delay it. */
public final class PollingWorker implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(PollingWorker.class);
  private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(5);

  private final String name;
  private final BooleanSupplier work;
  private final Duration interval;
  private @Nullable ScheduledExecutorService thread;
  private boolean failing;

  /**
   * @param name of the thread
   * @param work does what is due; tells whether there may be more
   * @param interval from the end of one look to the next
   */
  public PollingWorker(String name, BooleanSupplier work, Duration interval) {
    this.name = name;
    this.work = work;
    this.interval = interval;
  }

  @Override
  public synchronized void start() {
    thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread worker = new Thread(task, name);
              worker.setDaemon(true);
              return worker;
            });
    thread.scheduleWithFixedDelay(this::attempt, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void attempt() {
    try {
      boolean more;
      do {
        more = work.getAsBoolean();
      } while (more);
      failing = false;
    } catch (RuntimeException e) {
      // Once for an outage: the next look is soon.
      if (!failing) {
        log.warn("What is due of {} waits: {}", name, e.toString());
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
