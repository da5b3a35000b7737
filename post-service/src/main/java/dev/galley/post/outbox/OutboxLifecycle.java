package dev.galley.post.outbox;

import dev.galley.post.draft.Change;
import dev.galley.post.draft.Post;
import dev.galley.post.draft.PostObserver;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Starts and stops what empties the outbox, and hands it what was just stored. */
final class OutboxLifecycle implements SmartLifecycle, PostObserver {

  private static final Logger log = LoggerFactory.getLogger(OutboxLifecycle.class);

  /** Below the web server's phases: it stops first, so that nothing new comes in. */
  private static final int PHASE = 0;

  private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(5);

  private final Relay relay;
  private final Sweep sweep;
  private final Reconciliation reconciliation;
  private final Pending pending;
  private final OutboxProperties properties;
  private final OutboxThreads threads;
  private volatile boolean running;

  /**
   * @param threads stopped here
   */
  OutboxLifecycle(
      Relay relay,
      Sweep sweep,
      Reconciliation reconciliation,
      Pending pending,
      OutboxProperties properties,
      OutboxThreads threads) {
    this.relay = relay;
    this.sweep = sweep;
    this.reconciliation = reconciliation;
    this.pending = pending;
    this.properties = properties;
    this.threads = threads;
  }

  @Override
  public void stored(Post post, Change change) {
    if (post.appearance() != null
        && post.appearance().event().revision() == post.revision()
        && change.action() != Change.Action.DELETED) {
      relay.handOff(new Unsent(post.appearance().event(), change.at(), change.traceparent()));
    }
    relay.settle(post.id());
  }

  @Override
  public void doubtful(String postId) {
    relay.recall(postId);
    relay.settle(postId);
  }

  @Override
  public void start() {
    running = true;
    Duration sweepInterval = properties.sweepInterval();
    repeat("sweep", sweep::run, Duration.ZERO, sweepInterval, sweepInterval);
    repeat(
        "reconciliation",
        reconciliation::run,
        properties.reconcileDelay(),
        properties.reconcileInterval(),
        // Store or broker were away: what is due does not wait for a whole interval.
        properties.reconcileDelay());
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

  private static boolean attempt(String name, Runnable work) {
    try {
      work.run();
      return true;
    } catch (RuntimeException e) {
      log.warn("The {} failed and will be tried again: {}", name, e.toString());
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
      relay.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.warn("Some events will be sent again at the next start: {}", e.toString());
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
