package dev.galley.post.outbox;

/** Sends a post's newest event again, because a person wants a failed step to be tried again. */
@FunctionalInterface
public interface Resending {

  /** Returns at once; the event is sent in the background. */
  void resend(String postId);
}
