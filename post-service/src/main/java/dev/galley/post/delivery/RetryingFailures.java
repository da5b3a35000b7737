package dev.galley.post.delivery;

import dev.galley.post.content.Cursor;
import dev.galley.post.content.Posts;
import dev.galley.post.draft.WrongState;
import dev.galley.post.outbox.Resending;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Has failed steps tried again: the post's newest event is sent once more, marked as asked for by a
 * person. A failure goes away when its step has succeeded, not before.
 */
final class RetryingFailures {

  private static final int PAGE = 200;

  private final Failures failures;
  private final Posts posts;
  private final Resending resending;
  private final Clock clock;

  RetryingFailures(Failures failures, Posts posts, Resending resending, Clock clock) {
    this.failures = failures;
    this.posts = posts;
    this.resending = resending;
    this.clock = clock;
  }

  /**
   * Retries one failure.
   *
   * @throws FailureNotFound when there is no such failure
   * @throws WrongState when there is no post behind it
   */
  void retry(String id) {
    Failure failure = failures.find(id).orElseThrow(FailureNotFound::new);
    if (posts.find(failure.postId()).isEmpty()) {
      throw new WrongState("There is no post that could be sent again; dismiss the failure.");
    }
    resending.resend(failure.postId());
    failures.retried(id, clock.instant());
  }

  /** Retries everything that failed; returns how many posts are sent again. */
  int retryAll() {
    Set<String> sent = new HashSet<>();
    Cursor cursor = null;
    List<Failure> page;
    do {
      page = failures.list(PAGE, cursor);
      for (Failure failure : page) {
        cursor = new Cursor(failure.at(), failure.id());
        if (!sent.contains(failure.postId()) && posts.find(failure.postId()).isPresent()) {
          sent.add(failure.postId());
          resending.resend(failure.postId());
        }
        if (sent.contains(failure.postId())) {
          failures.retried(failure.id(), clock.instant());
        }
      }
    } while (page.size() == PAGE);
    return sent.size();
  }
}
