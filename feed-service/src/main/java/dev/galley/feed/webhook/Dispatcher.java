package dev.galley.feed.webhook;

import dev.galley.feed.webhook.Deliveries.Lease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Has every delivery attempted when it is due, by one of any number of instances: it claims what is
 * due under a short lease, and keeps the lease while an attempt waits or runs. What an instance
 * held that died is claimed by another one, or by itself after a restart, when the lease has ended.
 *
 * <p>Leases are compared with each instance's own clock: clocks that differ by more than a lease
 * can make two instances call one endpoint, under the same message id.
 */
final class Dispatcher implements SmartLifecycle {

  /** Makes one attempt. */
  interface Attempts {

    /**
     * @param lease to write under, with its end as it is now
     * @return when the delivery is due again; empty when it is settled, or another one's
     */
    Optional<Instant> attempt(Claimed claimed, Lease lease);
  }

  /**
   * A delivery that this instance has a lease on.
   *
   * @param payload the message's body; absent when it has to be read
   * @param until when the lease ends that it was claimed with
   * @param urgent whether a person wants the endpoint called even though its circuit is open
   */
  record Claimed(Delivery delivery, @Nullable String payload, Instant until, boolean urgent) {}

  /** What a delivery would say was kept for its time, which is over. */
  static final class MessageRemoved extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MessageRemoved() {
      super("The message is no longer kept");
    }
  }

  /** So that a start soon after a kill waits for some seconds at most. */
  static final Duration LEASE = Duration.ofSeconds(6);

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration PERIOD = LEASE.dividedBy(3);
  private static final Duration CLEANING_PERIOD = Duration.ofHours(1);

  /** So that the deliveries of a slow endpoint stay for others and out of memory. */
  private static final int MOST_CLAIMED_OF_AN_ENDPOINT = 5;

  private final String owner;
  private final Deliveries deliveries;
  private final Attempts attempts;
  private final Executor workers;
  private final Timer timer;
  private final Clock clock;
  private final Duration keepPayloads;
  private final Runnable preparation;
  private final Map<String, EndpointQueue> queues = new ConcurrentHashMap<>();
  private final Map<String, Claimed> held = new ConcurrentHashMap<>();
  private volatile Set<String> saturated = Set.of();
  private volatile boolean running;
  private boolean prepared;
  private Instant cleanedAt = Instant.MIN;

  /**
   * @param owner this process, never the name of another one
   * @param keepPayloads how long the body of a message is kept
   * @param preparation what the store needs once before it is read
   */
  Dispatcher(
      String owner,
      Deliveries deliveries,
      Attempts attempts,
      Executor workers,
      Timer timer,
      Clock clock,
      Duration keepPayloads,
      Runnable preparation) {
    this.owner = owner;
    this.deliveries = deliveries;
    this.attempts = attempts;
    this.workers = workers;
    this.timer = timer;
    this.clock = clock;
    this.keepPayloads = keepPayloads;
    this.preparation = preparation;
  }

  /**
   * Opens the deliveries of a message; they are durable when this returns, and those that are due
   * are attempted at once.
   */
  void dispatch(Message message, List<Delivery> opening) {
    Instant now = clock.instant();
    Lease lease = lease(now);
    // Where a body was kept before, that one is delivered.
    String payload = deliveries.keep(message, now) ? message.payload() : null;
    for (Delivery opened : deliveries.open(opening, lease, now)) {
      Instant at = opened.nextAttemptAt();
      if (at != null && at.isAfter(now)) {
        timer.at(at, this::claim);
      } else {
        enqueue(new Claimed(opened, payload, lease.until(), false));
      }
    }
  }

  /**
   * Begins a new series of attempts at once, because a person asked for it. While an attempt is
   * under way that one is the answer.
   *
   * @param seen what the person saw; nothing begins when it has changed since
   * @return the delivery as it is now
   * @throws MessageRemoved when its message is no longer kept
   */
  Delivery resend(Delivery seen) {
    String payload = deliveries.payload(seen).orElseThrow(MessageRemoved::new);
    Instant now = clock.instant();
    Lease lease = lease(now);
    Optional<Delivery> again = deliveries.reopen(seen.again(now), lease, now);
    again.ifPresent(delivery -> enqueue(new Claimed(delivery, payload, lease.until(), true)));
    return again.or(() -> deliveries.find(seen.id())).orElse(seen);
  }

  /** How many deliveries this instance attempts now or next. */
  int claimed() {
    return held.size();
  }

  private Lease lease(Instant now) {
    return new Lease(owner, now.plus(LEASE));
  }

  private void enqueue(Claimed claimed) {
    held.put(claimed.delivery().id(), claimed);
    queues
        .computeIfAbsent(claimed.delivery().webhookId(), any -> new EndpointQueue(workers))
        .add(() -> attempt(claimed));
  }

  private void attempt(Claimed claimed) {
    Delivery delivery = claimed.delivery();
    try {
      Lease lease = lease(clock.instant());
      if (claimed.until().isAfter(clock.instant()) || deliveries.renew(delivery, lease)) {
        attempts.attempt(claimed, lease).ifPresent(due -> timer.at(due, this::claim));
      }
    } catch (RuntimeException e) {
      // What fails here is the store, the broker or this program, never the endpoint. The delivery
      // is claimed again when its lease has ended.
      log.warn("A delivery waits, since it cannot be recorded: {}", e.getMessage());
    } finally {
      held.remove(delivery.id());
    }
    if (saturated.contains(delivery.webhookId())) {
      claim();
    }
  }

  private void claim() {
    try {
      claimDue();
    } catch (RuntimeException e) {
      log.warn("Pending deliveries cannot be read now: {}", e.getMessage());
    }
  }

  private synchronized void claimDue() {
    while (running) {
      Instant now = clock.instant();
      Lease lease = lease(now);
      saturated = saturated();
      Optional<Delivery> due = deliveries.claim(lease, now, Set.copyOf(held.keySet()), saturated);
      if (due.isEmpty()) {
        return;
      }
      enqueue(new Claimed(due.get(), null, lease.until(), false));
    }
  }

  private Set<String> saturated() {
    return queues.entrySet().stream()
        .filter(queue -> queue.getValue().size() >= MOST_CLAIMED_OF_AN_ENDPOINT)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private void tick() {
    if (!running) {
      return;
    }
    try {
      Instant now = clock.instant();
      if (!prepared) {
        preparation.run();
        prepared = true;
      }
      Set<String> ids = Set.copyOf(held.keySet());
      if (!ids.isEmpty()) {
        deliveries.renew(ids, lease(now));
      }
      claimDue();
      if (cleanedAt.isBefore(now.minus(CLEANING_PERIOD))) {
        cleanedAt = now;
        deliveries.removePayloads(now.minus(keepPayloads));
      }
    } catch (RuntimeException e) {
      log.warn("Pending deliveries cannot be read now: {}", e.getMessage());
    }
    timer.at(clock.instant().plus(PERIOD), this::tick);
  }

  @Override
  public void start() {
    running = true;
    timer.at(clock.instant(), this::tick);
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
