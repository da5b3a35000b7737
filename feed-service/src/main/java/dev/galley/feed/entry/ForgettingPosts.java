package dev.galley.feed.entry;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Removes what is known of posts that left the site long ago. No event says that a post was deleted
 * for good, so its age decides.
 */
class ForgettingPosts {

  private static final Logger log = LoggerFactory.getLogger(ForgettingPosts.class);

  private final EntryStates states;
  private final List<EntryListener> listeners;
  private final Duration keepUnpublished;
  private final Clock clock;

  ForgettingPosts(
      EntryStates states, List<EntryListener> listeners, Duration keepUnpublished, Clock clock) {
    this.states = states;
    this.listeners = List.copyOf(listeners);
    this.keepUnpublished = keepUnpublished;
    this.clock = clock;
  }

  /** Repeated by the next run where it fails half-way: the entry goes last. */
  @Scheduled(initialDelay = 15, fixedDelay = 24 * 60, timeUnit = TimeUnit.MINUTES)
  void run() {
    List<String> gone = states.goneBefore(clock.instant().minus(keepUnpublished));
    for (String postId : gone) {
      listeners.forEach(listener -> listener.onForgotten(postId));
      states.forget(postId);
    }
    if (!gone.isEmpty()) {
      log.info("Removed what was known of {} posts that left the site long ago", gone.size());
    }
  }
}
