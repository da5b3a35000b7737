package dev.galley.post.outbox;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Starts and stops what empties the outbox. */
final class OutboxLifecycle implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(OutboxLifecycle.class);

  /** Below the web server's phases: it stops first, so that nothing new comes in. */
  private static final int PHASE = 0;

  private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(5);

  private final List<Outlet> outlets;
  private final Pending pending;
  private final OutboxProperties properties;
  private final OutboxThreads threads;
  private final Clock clock;
  private final Set<String> failing = ConcurrentHashMap.newKeySet();
  private boolean swept;
  private boolean compared;
  private volatile boolean running;

  /**
   * @param threads stopped here
   */
  OutboxLifecycle(
      List<Outlet> outlets,
      Pending pending,
      OutboxProperties properties,
      OutboxThreads threads,
      Clock clock) {
    this.outlets = List.copyOf(outlets);
    this.pending = pending;
    this.properties = properties;
    this.threads = threads;
    this.clock = clock;
  }

  @Override
  public void start() {
    running = true;
    Duration sweepInterval = properties.sweepInterval();
    repeat("sweep", this::sweep, Duration.ZERO, sweepInterval, sweepInterval);
    repeat(
        "reconciliation",
        this::reconcile,
        properties.reconcileDelay(),
        properties.reconcileInterval(),
        // Store or broker were away: what is due does not wait for a whole interval.
        properties.reconcileDelay());
  }

  /** Finds what no relay is sending. */
  void sweep() {
    Duration lease = swept ? properties.lease() : properties.leaseAtStart();
    int found = 0;
    for (Outlet outlet : outlets) {
      found += outlet.takeOver(clock.instant(), lease, pending::contains);
    }
    if (found > 0) {
      log.info("Sending what was left of {} documents", found);
    }
    swept = true;
  }

  /** At the start whatever others have done: the broker may be another one since. */
  private void reconcile() {
    for (Outlet outlet : outlets) {
      if (compared) {
        outlet.reconciliation().runIfDue();
      } else {
        outlet.reconciliation().run();
      }
    }
    compared = true;
  }

  private void repeat(
      String name, Runnable work, Duration delay, Duration interval, Duration afterFailure) {
    threads
        .background()
        .schedule(
            () -> {
              Duration next = attempt(name, work) ? interval : afterFailure;
              if (running) {
                repeat(name, work, next, interval, afterFailure);
              }
            },
            delay.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private boolean attempt(String name, Runnable work) {
    try {
      work.run();
      failing.remove(name);
      return true;
    } catch (RuntimeException e) {
      // Once for an outage: the sweep is tried every few seconds.
      if (failing.add(name)) {
        log.warn("The {} failed and will be tried again: {}", name, e.toString());
      }
      return false;
    }
  }

  /** What can be sent and settled in a few seconds is; the rest waits for the next start. */
  @Override
  public void stop() {
    running = false;
    long deadline = System.nanoTime() + PATIENCE_AT_STOP.toNanos();
    try {
      while (pending.size() > 0 && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      threads.stop(PATIENCE_AT_STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
