package dev.galley.feed.announcement;

import dev.galley.feed.announcement.Deliveries.Claimed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Has announcements looked after and deliveries attempted when they are due, by this and any number
 * of other instances. Nothing waits in memory: a worker claims one delivery for a short time,
 * attempts it and claims the next one, and the claim is kept while the attempt takes its time. What
 * an instance had claimed that died is claimed by another one, or by itself after a restart.
 *
 * <p>Claims are compared with each instance's own clock: clocks that differ by more than that can
 * make two instances tell one recipient, under the same id.
 */
final class Dispatcher implements SmartLifecycle {

  /** So that a start soon after a kill waits for some seconds at most. */
  static final Duration LEASE = Duration.ofSeconds(6);

  /**
   * Of what may be repeated: a process that stands still for so long costs a second call under the
   * same id, and what one had claimed that died is told by another within five seconds.
   */
  private static final Duration LEASE_OF_REPEATABLE = Duration.ofSeconds(3);

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration PERIOD = Duration.ofSeconds(2);

  /** So short that one may be missed. Asks the store nothing while no attempt takes its time. */
  private static final Duration RENEWAL = Duration.ofSeconds(1);

  /** An attempt that takes longer leaves its place to others. */
  private static final Duration SLOW = Duration.ofSeconds(1);

  /** What may be repeated is not waited for as long as it may take. */
  private static final Duration LONGEST_STOP_OF_REPEATABLE = Duration.ofSeconds(3);

  private final Expanding expanding;
  private final Deliveries deliveries;
  private final Attempting attempting;
  private final Counting counting;
  private final Executor workers;
  private final Clock clock;
  private final Runnable preparation;
  private final List<ChannelWorkers> byChannel;
  private final AtomicBoolean asked = new AtomicBoolean();
  private @Nullable ScheduledExecutorService ticking;
  private volatile boolean running;
  private volatile boolean prepared;

  /**
   * @param workers as many threads as the channels ask for
   * @param preparation what the store needs once before it is read
   */
  Dispatcher(
      List<Channel> channels,
      Expanding expanding,
      Deliveries deliveries,
      Attempting attempting,
      Counting counting,
      Executor workers,
      Clock clock,
      Runnable preparation) {
    this.expanding = expanding;
    this.deliveries = deliveries;
    this.attempting = attempting;
    this.counting = counting;
    this.workers = workers;
    this.clock = clock;
    this.preparation = preparation;
    this.byChannel = channels.stream().map(ChannelWorkers::new).toList();
  }

  /** An attempt that is under way. */
  private record Held(Delivery delivery, Instant since) {}

  /** The attempts of one channel that this instance makes. */
  private final class ChannelWorkers {

    private final Channel channel;
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final Set<String> busy = new HashSet<>();
    private int working;

    ChannelWorkers(Channel channel) {
      this.channel = channel;
    }

    /** Begins to work where there is room for another worker. */
    void begin() {
      if (enter() && !isBegun(this::work)) {
        leave();
      }
    }

    private synchronized boolean enter() {
      if (!running || !prepared || working >= room()) {
        return false;
      }
      working++;
      return true;
    }

    private int room() {
      Instant slow = clock.instant().minus(SLOW);
      long slowOnes = held.values().stream().filter(one -> one.since().isBefore(slow)).count();
      return channel.workers() + (int) Math.min(slowOnes, channel.slowWorkers());
    }

    private void work() {
      try {
        Optional<Claimed> claimed = claim();
        while (claimed.isPresent()) {
          begin();
          attempt(claimed.get());
          claimed = mayGoOn() ? claim() : Optional.empty();
        }
      } catch (RuntimeException e) {
        // What fails here is the store, the broker or this program, never the recipient. The
        // delivery is claimed again when its time is over.
        log.warn(
            "Deliveries by {} wait, since none can be recorded: {}", channel.name(), message(e));
      } finally {
        leave();
      }
    }

    private synchronized boolean mayGoOn() {
      return running && working <= room();
    }

    private synchronized void leave() {
      working--;
    }

    private Optional<Claimed> claim() {
      channel.awaitTurn();
      if (!channel.namesRecipients()) {
        return claim(List.of());
      }
      // One after the other, so that no recipient is told two things at once.
      synchronized (busy) {
        Optional<Claimed> claimed = claim(busy);
        claimed.ifPresent(one -> busy.add(one.delivery().recipientId()));
        return claimed;
      }
    }

    private Optional<Claimed> claim(Collection<String> except) {
      Instant now = clock.instant();
      Optional<Claimed> claimed = deliveries.claim(channel.name(), now, now.plus(lease()), except);
      claimed.ifPresent(
          one -> held.put(one.delivery().id(), new Held(one.delivery(), clock.instant())));
      return claimed;
    }

    private void attempt(Claimed claimed) {
      try {
        attempting.attempt(channel, claimed);
      } finally {
        held.remove(claimed.delivery().id());
        synchronized (busy) {
          busy.remove(claimed.delivery().recipientId());
        }
      }
    }

    private Duration lease() {
      return channel.repeatable() ? LEASE_OF_REPEATABLE : LEASE;
    }

    void renew() {
      Instant old = clock.instant().minus(RENEWAL.dividedBy(2));
      List<Delivery> kept =
          held.values().stream()
              .filter(one -> one.since().isBefore(old))
              .map(Held::delivery)
              .toList();
      deliveries.renew(kept, clock.instant().plus(lease()));
    }
  }

  private static String message(RuntimeException failure) {
    return String.valueOf(failure.getMessage());
  }

  /** How many deliveries this instance attempts now. */
  int attempts() {
    return byChannel.stream().mapToInt(one -> one.held.size()).sum();
  }

  /** Has what is new looked after soon, on another thread. */
  void wake() {
    if (running && asked.compareAndSet(false, true) && !isBegun(this::expand)) {
      asked.set(false);
    }
  }

  /** Whether there is a thread for it; those that work go on, and the next look asks again. */
  private boolean isBegun(Runnable work) {
    try {
      workers.execute(work);
      return true;
    } catch (OutOfMemoryError e) {
      log.warn("Announcements wait, since there is no thread for them: {}", e.getMessage());
      return false;
    }
  }

  /** Looks after what is due, and begins to attempt what comes of it. */
  private void expand() {
    asked.set(false);
    try {
      while (running && prepared && expanding.step()) {
        byChannel.forEach(ChannelWorkers::begin);
      }
    } catch (RuntimeException e) {
      log.warn("Announcements wait, since they cannot be looked after: {}", message(e));
    }
  }

  /** What has to be done from time to time. */
  void tick() {
    try {
      if (!prepared) {
        preparation.run();
        prepared = true;
      }
      counting.flush();
      wake();
      byChannel.forEach(ChannelWorkers::begin);
    } catch (RuntimeException e) {
      log.warn("Announcements wait, since the store cannot be used: {}", message(e));
    }
  }

  /** Keeps claimed what this instance attempts. */
  void renew() {
    try {
      byChannel.forEach(ChannelWorkers::renew);
    } catch (RuntimeException e) {
      log.warn(
          "What is attempted may be attempted twice, since claims cannot be kept: {}", message(e));
    }
  }

  /** From now on something is done, whenever it is asked for. */
  void open() {
    running = true;
  }

  @Override
  public void start() {
    open();
    ScheduledExecutorService ticks =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "announcements");
              thread.setDaemon(true);
              return thread;
            });
    ticks.scheduleWithFixedDelay(
        surviving(this::tick), 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    ticks.scheduleWithFixedDelay(
        surviving(this::renew), RENEWAL.toMillis(), RENEWAL.toMillis(), TimeUnit.MILLISECONDS);
    ticking = ticks;
  }

  /** What is no exception would end all ticks, unheard; a worker that it ends is begun anew. */
  private static Runnable surviving(Runnable work) {
    return () -> {
      try {
        work.run();
      } catch (Error e) {
        log.error("Announcements wait for the next look", e);
      }
    };
  }

  @Override
  public void stop() {
    running = false;
    awaitAttempts();
    ScheduledExecutorService ticks = ticking;
    if (ticks != null) {
      ticks.shutdownNow();
    }
    try {
      counting.flush();
    } catch (RuntimeException e) {
      log.debug("Stopping: what was counted is lost, and is counted anew", e);
    }
  }

  /** An attempt that is cut off may be repeated, or must not be and is never clear. */
  private void awaitAttempts() {
    long start = System.nanoTime();
    while (byChannel.stream().anyMatch(one -> isWorthWaiting(one, start))) {
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static boolean isWorthWaiting(ChannelWorkers one, long start) {
    Duration longest =
        one.channel.repeatable() ? LONGEST_STOP_OF_REPEATABLE : one.channel.timeLimit();
    return !one.held.isEmpty() && System.nanoTime() - start < longest.toNanos();
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
