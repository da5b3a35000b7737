package dev.galley.post.consent;

import dev.galley.event.ReviewAnswered;
import dev.galley.event.ReviewDecided;
import dev.galley.event.ReviewEvent;
import dev.galley.event.ReviewEvent.About;
import dev.galley.event.ReviewOpened;
import dev.galley.event.ReviewRound;
import dev.galley.event.ReviewRound.State;
import dev.galley.stream.codec.EventIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of a change: what differs between two states of a round. Whoever stores the change
 * stores them with it, so no way of changing one is without them.
 *
 * @param id of the post or the proposal
 * @param revision which the change made
 * @param title absent when it was deleted
 */
public record ReviewFacts(
    About about, String id, long revision, @Nullable String title, Instant at) {

  /** What happened between two states; nothing when they are the same. */
  public List<ReviewEvent> between(@Nullable ReviewRound before, @Nullable ReviewRound after) {
    List<ReviewEvent> events = new ArrayList<>();
    if (after == null || after.equals(before)) {
      return events;
    }
    if (before == null || !before.id().equals(after.id())) {
      events.add(new ReviewOpened(EventIds.next(), at, id, revision, about, title, after));
      return events;
    }
    if (after.answers().size() > before.answers().size()) {
      events.add(new ReviewAnswered(EventIds.next(), at, id, revision, about, title, after));
    }
    if (after.state() != before.state() && after.state() != State.OPEN) {
      events.add(new ReviewDecided(EventIds.next(), at, id, revision, about, title, after));
    }
    return events;
  }
}
