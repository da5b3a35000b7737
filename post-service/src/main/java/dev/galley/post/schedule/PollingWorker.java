package dev.galley.post.schedule;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks for what is due again and again, and when it is due, on a thread of its own: nothing else
 * may delay it.
 */
public final class PollingWorker implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(PollingWorker.class);

  private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(5);

  private final String name;
  private final Supplier<Duration> work;
  private final Duration longestPause;
  private @Nullable ScheduledExecutorService thread;
  private boolean failing;

  /**
   * @param name of the thread
   * @param work does what is due; tells in how long there may be more
   * @param longestPause between two looks: another instance may set something that is sooner than
   *     what this one waits for
   */
  public PollingWorker(String name, Supplier<Duration> work, Duration longestPause) {
    this.name = name;
    this.work = work;
    this.longestPause = longestPause;
  }

  /**
   * For work that does not know when there will be more.
   *
   * @param name of the thread
   * @param work does what is due; tells whether there may be more at once
   * @param interval from the end of one look to the next
   */
  public PollingWorker(String name, BooleanSupplier work, Duration interval) {
    this(name, () -> work.getAsBoolean() ? Duration.ZERO : interval, interval);
  }

  @Override
  public synchronized void start() {
    ScheduledThreadPoolExecutor starting =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread worker = new Thread(task, name);
              worker.setDaemon(true);
              return worker;
            });
    // By itself it would wait, at its end, for the next look.
    starting.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread = starting;
    starting.execute(() -> lookAgainAndAgain(starting));
  }

  private void lookAgainAndAgain(ScheduledExecutorService own) {
    Duration pause = attempt();
    while (pause.isZero() && !own.isShutdown()) {
      pause = attempt();
    }
    if (!own.isShutdown()) {
      own.schedule(() -> lookAgainAndAgain(own), pause.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private Duration attempt() {
    try {
      Duration pause = work.get();
      failing = false;
      return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    } catch (RuntimeException | Error e) {
      // Once for an outage: the next look is soon. What got out would end all looking, unheard.
      if (!failing) {
        log.warn("What is due of {} waits: {}", name, e.toString());
      }
      failing = true;
      return longestPause;
    }
  }

  /** What is being done has some time to end. */
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
