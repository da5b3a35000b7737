package dev.galley.post.store;

import dev.galley.post.content.Change;
import dev.galley.post.content.Post;

/** Is told of every change right after it is durable. Must return at once and never throw. */
public interface PostObserver {

  /** A post was stored. */
  default void stored(Post post, Change change) {}

  /** A post may have been stored: the store's answer was lost. */
  default void doubtful(String postId) {}

  /** What was left of a deleted post is removed; what is kept of it elsewhere can go. */
  default void purged(String postId) {}
}
