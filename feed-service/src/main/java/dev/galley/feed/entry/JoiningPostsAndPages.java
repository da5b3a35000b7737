package dev.galley.feed.entry;

import dev.galley.event.PageEvent;
import dev.galley.event.PostEvent;
import dev.galley.feed.entry.EntryListener.Cause;
import dev.galley.feed.entry.EntryStates.Merged;
import java.time.Instant;
import java.util.List;

/**
 * Joins posts and pages, which come on two topics: an entry enters the feeds when a page of the
 * same revision as the newest post event is live, and leaves them when either is gone.
 */
final class JoiningPostsAndPages {

  private final EntryStates states;
  private final LiveEntries live;
  private final List<EntryListener> listeners;

  JoiningPostsAndPages(EntryStates states, LiveEntries live, List<EntryListener> listeners) {
    this.states = states;
    this.live = live;
    this.listeners = List.copyOf(listeners);
  }

  /**
   * @param retry whether a person asked that failed steps are tried again
   */
  void on(PostEvent event, boolean retry) {
    apply(EntryState.of(event), event.revision(), retry);
  }

  /**
   * @param retry whether a person asked that failed steps are tried again
   */
  void on(PageEvent event, boolean retry) {
    apply(EntryState.of(event), event.revision(), retry);
  }

  private void apply(EntryState event, long revision, boolean retry) {
    Merged merged = states.merge(event);
    EntryState state = merged.entry().state();
    live.update(state);
    Instant settledAt = merged.entry().settledAt();
    if (settledAt == null || merged.entry().settledRevision() != revision) {
      return;
    }
    Cause cause = new Cause(settledAt, !merged.changed(), retry);
    state
        .live()
        .filter(entry -> entry.revision() == revision)
        .ifPresent(entry -> listeners.forEach(listener -> listener.onLive(entry, cause)));
    Entry last = state.lastComplete();
    if (last != null) {
      state
          .removal()
          .ifPresent(gone -> listeners.forEach(listener -> listener.onGone(gone, last, cause)));
    }
  }
}
