package dev.galley.post.draft;

/** Is told of every change right after it is durable. Must return at once and never throw. */
public interface PostObserver {

  /** A post was stored. */
  void stored(Post post, Change change);

  /** A post may have been stored: the store's answer was lost. */
  default void doubtful(String postId) {}
}
