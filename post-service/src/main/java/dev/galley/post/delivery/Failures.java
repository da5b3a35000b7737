package dev.galley.post.delivery;

import dev.galley.post.content.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What failed and was not put right. Thread-safe. */
interface Failures {

  void keep(Failure failure);

  /** The step succeeded at this revision, which makes up for failures of it and earlier ones. */
  void resolve(String postId, long revision, String step, @Nullable String target);

  /** Which of these posts have a failure; the set is the caller's. */
  Set<String> postsAmong(Set<String> postIds);

  Optional<Failure> find(String id);

  /**
   * Failures, the newest first.
   *
   * @param after where the page before ended
   */
  List<Failure> list(int limit, @Nullable Cursor after);

  /** How many there are, about. */
  long count();

  void retried(String id, Instant at);

  /** Removes one that nobody wants to see any more; returns whether it was there. */
  boolean dismiss(String id);

  /** Removes all failures of a post. */
  void remove(String postId);
}
