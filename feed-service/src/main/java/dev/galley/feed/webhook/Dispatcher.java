package dev.galley.feed.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Carries out what is pending: at once what this instance takes on, at its start what it left
 * behind, and from time to time what an instance left that is no longer alive.
 */
final class Dispatcher implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration PERIOD = Duration.ofSeconds(30);

  /** Three periods, so that a short pause costs nothing. */
  private static final Duration LIFE = PERIOD.multipliedBy(3);

  private final String owner;
  private final PendingDeliveries pending;
  private final EndpointQueue.Attempts attempts;
  private final Executor workers;
  private final Timer timer;
  private final Clock clock;
  private final Runnable preparation;
  private final Map<String, EndpointQueue> queues = new ConcurrentHashMap<>();
  private volatile boolean running;
  private boolean prepared;

  /**
   * @param owner this instance's name, the same after a restart
   * @param preparation what the store needs once before it is read
   */
  Dispatcher(
      String owner,
      PendingDeliveries pending,
      EndpointQueue.Attempts attempts,
      Executor workers,
      Timer timer,
      Clock clock,
      Runnable preparation) {
    this.owner = owner;
    this.pending = pending;
    this.attempts = attempts;
    this.workers = workers;
    this.timer = timer;
    this.clock = clock;
    this.preparation = preparation;
  }

  /** Takes a delivery on; it is durable when this returns. */
  void take(Delivery entry) {
    Instant due = entry.nextAttemptAt() == null ? clock.instant() : entry.nextAttemptAt();
    PendingDelivery delivery = new PendingDelivery(entry.id(), entry.webhookId(), due, owner);
    pending.add(delivery);
    if (pending.isOwned(delivery.id(), owner)) {
      enqueue(delivery);
    }
  }

  /** Takes a delivery on, or makes the next attempt of one that waits now. */
  void hurry(Delivery entry) {
    Instant now = clock.instant();
    PendingDelivery delivery = new PendingDelivery(entry.id(), entry.webhookId(), now, owner);
    pending.add(delivery);
    pending.reschedule(entry.id(), now);
    // Another owner finds the new time when it next looks.
    if (pending.isOwned(entry.id(), owner)) {
      enqueue(delivery);
      queue(entry.webhookId()).wake();
    }
  }

  /** How many deliveries this instance has not settled. */
  int unsettled() {
    return queues.values().stream().mapToInt(EndpointQueue::size).sum();
  }

  private void enqueue(PendingDelivery delivery) {
    queue(delivery.webhookId()).add(delivery);
  }

  private EndpointQueue queue(String webhookId) {
    return queues.computeIfAbsent(
        webhookId, any -> new EndpointQueue(attempts, workers, timer, clock));
  }

  private void sweep() {
    if (!running) {
      return;
    }
    try {
      if (!prepared) {
        preparation.run();
        prepared = true;
      }
      Instant now = clock.instant();
      pending.alive(owner, now.plus(LIFE));
      pending.claim(owner, now).forEach(this::enqueue);
    } catch (RuntimeException e) {
      log.warn("Pending deliveries cannot be read now: {}", e.getMessage());
    }
    timer.at(clock.instant().plus(PERIOD), () -> workers.execute(this::sweep));
  }

  @Override
  public void start() {
    running = true;
    workers.execute(this::sweep);
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return 1;
  }
}
