package dev.galley.feed.entry;

import dev.galley.event.Event;
import dev.galley.event.PageEvent;
import dev.galley.event.PostEvent;
import dev.galley.feed.entry.EntryListener.Cause;
import dev.galley.feed.entry.EntryStates.Merged;
import dev.galley.stream.EventSender;
import dev.galley.stream.Sending;
import dev.galley.stream.consuming.Received;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Joins posts and pages, which come on two topics: an entry enters the feeds when a page of the
 * same revision as the newest post event is live, and leaves them when either is gone. Several
 * events of one post are merged before they are stored, which leads to the same state.
 */
final class JoiningPostsAndPages {

  private final EntryStates states;
  private final LiveEntries live;
  private final EventSender sender;
  private final List<EntryListener> listeners;

  JoiningPostsAndPages(
      EntryStates states, LiveEntries live, EventSender sender, List<EntryListener> listeners) {
    this.states = states;
    this.live = live;
    this.sender = sender;
    this.listeners = List.copyOf(listeners);
  }

  void onPosts(List<Received<PostEvent>> events) {
    apply(events, EntryState::of);
  }

  void onPages(List<Received<PageEvent>> events) {
    apply(events, EntryState::of);
  }

  private <E extends Event> void apply(List<Received<E>> events, Function<E, EntryState> stateOf) {
    List<List<Received<E>>> byPost =
        List.copyOf(
            events.stream()
                .collect(
                    Collectors.groupingBy(
                        delivered -> delivered.event().subject(),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values());
    List<Merged> merged =
        states.mergeAll(byPost.stream().map(ofPost -> state(ofPost, stateOf)).toList());
    Sending told = sender.begin();
    for (int i = 0; i < byPost.size(); i++) {
      tell(byPost.get(i), merged.get(i), told);
    }
    told.await();
  }

  private static <E extends Event> EntryState state(
      List<Received<E>> ofPost, Function<E, EntryState> stateOf) {
    return ofPost.stream()
        .map(delivered -> stateOf.apply(delivered.event()))
        .reduce(EntryState::merge)
        .orElseThrow();
  }

  private <E extends Event> void tell(List<Received<E>> ofPost, Merged merged, Sending told) {
    Received<E> newest =
        Collections.max(
            ofPost, Comparator.comparingLong(delivered -> delivered.event().revision()));
    boolean retry = ofPost.stream().anyMatch(Received::isRetry);
    Set<Long> revisions =
        ofPost.stream().map(delivered -> delivered.event().revision()).collect(Collectors.toSet());
    // It alone changed what had taken effect before, whose own event has told of it, or will when
    // it is delivered again. With others of its post it may be the one that is delivered again.
    boolean onlyLooksDifferent =
        ofPost.size() == 1 && merged.changed() && !merged.entry().hasJustSettled();
    newest.run(() -> tell(merged, revisions, onlyLooksDifferent, retry, told));
  }

  private void tell(
      Merged merged, Set<Long> revisions, boolean onlyLooksDifferent, boolean retry, Sending told) {
    EntryState state = merged.entry().state();
    live.update(state);
    tellOfDropped(merged, revisions, retry, told);
    Instant settledAt = merged.entry().settledAt();
    long revision = merged.entry().settledRevision();
    if (settledAt == null || !revisions.contains(revision)) {
      return;
    }
    Cause cause = new Cause(settledAt, !merged.changed(), retry);
    state
        .live()
        .filter(entry -> entry.revision() == revision && (retry || !onlyLooksDifferent))
        .ifPresent(entry -> listeners.forEach(listener -> listener.onLive(entry, cause, told)));
    Entry last = state.lastComplete();
    if (last != null) {
      state
          .removal()
          .ifPresent(
              gone -> {
                listeners.forEach(listener -> listener.onGone(gone, last, cause, told));
                states.erase(gone.postId());
              });
    }
  }

  private void tellOfDropped(Merged merged, Set<Long> revisions, boolean retry, Sending told) {
    StoredEntry entry = merged.entry();
    PostSide post = entry.state().post();
    if (entry.dropped().isEmpty() || post == null || !revisions.contains(post.revision())) {
      return;
    }
    Cause cause = new Cause(entry.changedAt(), !merged.changed(), retry);
    listeners.forEach(listener -> listener.onDropped(post.postId(), entry.dropped(), cause, told));
  }
}
