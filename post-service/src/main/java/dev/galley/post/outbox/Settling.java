package dev.galley.post.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes out of the posts' documents what is done: many posts in one write and after the fact, so
 * that no author waits for it. A crash before it only means that events are sent again.
 */
final class Settling {

  private static final Logger log = LoggerFactory.getLogger(Settling.class);
  private static final int MAX_POSTS_PER_WRITE = 100;
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

  /** More than that is left to the sweep. */
  private static final int MAX_COLLECTED = 20_000;

  private final Outbox outbox;
  private final Pending pending;
  private final Duration delay;
  private final ScheduledExecutorService executor;
  private final Consumer<String> whenNotThere;
  private final Map<String, Set<UUID>> collected = new LinkedHashMap<>();
  private boolean scheduled;

  /**
   * @param delay how long to collect
   * @param executor with one thread; closed by its owner
   * @param whenNotThere told of posts whose events somebody else may have settled
   */
  Settling(
      Outbox outbox,
      Pending pending,
      Duration delay,
      ScheduledExecutorService executor,
      Consumer<String> whenNotThere) {
    this.outbox = outbox;
    this.pending = pending;
    this.delay = delay;
    this.executor = executor;
    this.whenNotThere = whenNotThere;
  }

  /** The history of a post can be drained. */
  void changed(String postId) {
    collect(postId, Set.of());
  }

  /** Kafka has acknowledged an event. */
  void acknowledged(String postId, UUID eventId) {
    collect(postId, Set.of(eventId));
  }

  private synchronized void collect(String postId, Set<UUID> events) {
    if (collected.size() < MAX_COLLECTED || collected.containsKey(postId)) {
      collected.computeIfAbsent(postId, id -> new HashSet<>()).addAll(events);
    } else {
      pending.remove(events);
    }
    schedule(delay);
  }

  private synchronized void schedule(Duration when) {
    if (scheduled || collected.isEmpty()) {
      return;
    }
    try {
      executor.schedule(this::settleCollected, when.toMillis(), TimeUnit.MILLISECONDS);
      scheduled = true;
    } catch (RejectedExecutionException e) {
      log.debug("Stopped; the next start settles the rest");
    }
  }

  private void settleCollected() {
    List<Settlement> batch = take();
    Duration next = Duration.ZERO;
    try {
      settle(batch);
    } catch (RuntimeException e) {
      log.warn("Events that were sent stay in the outbox for now", e);
      batch.forEach(settlement -> collect(settlement.postId(), settlement.events()));
      next = AFTER_A_FAILURE;
    }
    synchronized (this) {
      scheduled = false;
      schedule(next);
    }
  }

  private synchronized List<Settlement> take() {
    List<Settlement> batch = new ArrayList<>();
    var posts = collected.entrySet().iterator();
    while (posts.hasNext() && batch.size() < MAX_POSTS_PER_WRITE) {
      var post = posts.next();
      batch.add(new Settlement(post.getKey(), post.getValue()));
      posts.remove();
    }
    return batch;
  }

  private void settle(List<Settlement> batch) {
    boolean allThere = outbox.settle(batch);
    for (Settlement settlement : batch) {
      pending.remove(settlement.events());
      if (!allThere && !settlement.events().isEmpty()) {
        whenNotThere.accept(settlement.postId());
      }
    }
  }

  /** Settles everything at once; for a clean stop. */
  void flush() {
    for (List<Settlement> batch = take(); !batch.isEmpty(); batch = take()) {
      settle(batch);
    }
  }
}
