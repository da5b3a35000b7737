package dev.galley.feed.entry;

import dev.galley.event.Announcement;
import dev.galley.stream.Sending;
import java.time.Instant;
import java.util.List;

/**
 * Is told what became of entries, once it is durable and served. Everything may be told again after
 * a restart or a replay; an exception keeps the event where it is, to be handled again.
 */
public interface EntryListener {

  /**
   * A revision is live. That its page is rendered again is not told.
   *
   * @param cause what led here
   * @param told where to send what Galley's own topics are told; it is awaited afterwards
   */
  void onLive(Entry entry, Cause cause, Sending told);

  /**
   * A post and its page are gone.
   *
   * @param last the last revision that was live
   * @param cause what led here
   * @param told where to send what Galley's own topics are told; it is awaited afterwards
   */
  void onGone(UnpublishedPost retraction, Entry last, Cause cause, Sending told);

  /**
   * Announcements of a post will never be told: more waited for a page than are kept.
   *
   * @param cause what led here
   * @param told where to send what Galley's own topics are told; it is awaited afterwards
   */
  default void onDropped(
      String postId, List<Announcement> announcements, Cause cause, Sending told) {}

  /** A post left the site so long ago that nothing needs to be known of it any more. */
  default void onForgotten(String postId) {}

  /**
   * What led to a call.
   *
   * @param settledAt when it first took effect
   * @param repeated whether the event changed nothing because it had been handled before
   * @param retry whether a person asked that failed steps are tried again
   */
  record Cause(Instant settledAt, boolean repeated, boolean retry) {}
}
