package dev.galley.feed.review;

import dev.galley.event.ReviewEvent;
import dev.galley.event.ReviewEvent.About;
import dev.galley.event.ReviewRound;
import dev.galley.feed.store.VersionedRecords.Versioned;
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A round of consent as its newest event says.
 *
 * @param id the round's
 * @param version grows with each write
 * @param revision of the post or the proposal, by which events are newer or not
 * @param ownerId the post's or the proposal's id
 * @param title absent when that was deleted
 */
record KnownRound(
    String id,
    long version,
    long revision,
    About about,
    String ownerId,
    @Nullable String title,
    ReviewRound round)
    implements Versioned<KnownRound> {

  /** By when it ends, for those that are forgotten. */
  static final String DEADLINE = "deadline";

  static KnownRound of(ReviewEvent event) {
    return new KnownRound(
        event.round().id(),
        1,
        event.revision(),
        event.about(),
        event.postId(),
        event.title(),
        event.round());
  }

  /** What is known after an event; the same when that is no news. */
  KnownRound after(ReviewEvent event) {
    return event.revision() <= revision ? this : of(event).withVersion(version);
  }

  @Override
  public KnownRound withVersion(long changed) {
    return new KnownRound(id, changed, revision, about, ownerId, title, round);
  }

  @Override
  public Map<String, Object> keys() {
    return Map.of(DEADLINE, Date.from(round.deadline()));
  }
}
