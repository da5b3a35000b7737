package dev.galley.post.outbox;

import dev.galley.event.PostEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The unsent events of all posts, and what is settled when they are sent. Thread-safe. */
interface Outbox {

  /** Posts with something to do, many of them at most. */
  List<Waiting> waiting();

  /** The unsent events of a post, in order. */
  List<Unsent> unsent(String postId);

  /** The newest event of a post: what its newest record in the topic has to be. */
  Optional<PostEvent> current(String postId);

  /** The revision of every post's newest event. */
  Map<String, Long> currentRevisions();

  /**
   * Takes acknowledged events and the history out of posts; the history goes to the revisions
   * first.
   *
   * @return whether every event was still there; otherwise somebody else sent one of them too, and
   *     the newest record in the topic may be an old one
   */
  boolean settle(List<Settlement> settlements);

  /**
   * Removes posts that were deleted before a time and have nothing to send.
   *
   * @return how many
   */
  long purge(Instant deletedBefore);
}
