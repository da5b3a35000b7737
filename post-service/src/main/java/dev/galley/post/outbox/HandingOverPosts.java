package dev.galley.post.outbox;

import dev.galley.post.content.Change;
import dev.galley.post.content.Post;
import dev.galley.post.store.PostObserver;

/** Gives the events of posts that were just stored to their outlet. */
record HandingOverPosts(Outlet outlet) implements PostObserver {

  @Override
  public void stored(Post post, Change change) {
    if (post.publicHistory() != null
        && post.publicHistory().event().revision() == post.revision()) {
      outlet.handOver(post.publicHistory().event(), change.at(), change.traceparent());
    }
  }

  @Override
  public void doubtful(String postId) {
    outlet.send(postId);
  }
}
