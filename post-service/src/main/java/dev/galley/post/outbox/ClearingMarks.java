package dev.galley.post.outbox;

import dev.galley.post.outbox.Outgoing.Settlement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the marks of what was sent out of the posts: many posts in one write and after the fact,
 * since a crash before it costs a repetition. Confined to the relay's thread.
 */
final class ClearingMarks {

  /** The posts whose marks can leave. */
  interface Posts {

    /** What can leave now and is on its way from here on; empty when nothing can. */
    Optional<Settlement> settling(String postId);

    /**
     * The store has answered.
     *
     * @param overtaken whether another event is current than the settlement asks for
     */
    void settled(String postId, Settlement settlement, boolean overtaken);

    /** The store did not answer. */
    void unsettled(String postId);
  }

  private static final Logger log = LoggerFactory.getLogger(ClearingMarks.class);
  private static final Duration STORE_BACK_OFF = Duration.ofSeconds(1);
  private static final int MAX_POSTS_PER_WRITE = 250;

  private final Outbox outbox;
  private final Posts posts;
  private final Duration delay;
  private final OutboxThreads threads;
  private final Set<String> due = new LinkedHashSet<>();
  private boolean scheduled;

  /**
   * @param delay how long a settlement may wait for others to go with it
   */
  ClearingMarks(Outbox outbox, Posts posts, Duration delay, OutboxThreads threads) {
    this.outbox = outbox;
    this.posts = posts;
    this.delay = delay;
    this.threads = threads;
  }

  /** The post has a settlement, or will have one when the one on its way has arrived. */
  void add(String postId) {
    due.add(postId);
    schedule(delay);
  }

  private void schedule(Duration pause) {
    if (!scheduled && !due.isEmpty()) {
      scheduled = true;
      threads.relayLater(this::settle, pause);
    }
  }

  private void settle() {
    Map<String, Settlement> settlements = new LinkedHashMap<>();
    var next = due.iterator();
    while (next.hasNext() && settlements.size() < MAX_POSTS_PER_WRITE) {
      String postId = next.next();
      next.remove();
      posts.settling(postId).ifPresent(settlement -> settlements.put(postId, settlement));
    }
    if (settlements.isEmpty()) {
      ended(delay);
      return;
    }
    threads.ask(
        () -> outbox.settle(settlements),
        overtaken -> {
          settlements.forEach(
              (postId, settlement) ->
                  posts.settled(postId, settlement, overtaken.contains(postId)));
          ended(delay);
        },
        failure -> {
          log.warn("Marks of what was sent stay for now: {}", failure.toString());
          settlements.keySet().forEach(posts::unsettled);
          ended(STORE_BACK_OFF);
        });
  }

  private void ended(Duration pauseBeforeTheNext) {
    scheduled = false;
    schedule(due.size() < MAX_POSTS_PER_WRITE ? pauseBeforeTheNext : Duration.ZERO);
  }
}
