package dev.galley.render.template;

/** A piece of a post's body: text as it stands, or a tag. */
sealed interface Segment {

  /** Text between tags. */
  record Text(String text) implements Segment {}

  /**
   * A tag that stands for what a helper returns.
   *
   * @param line where the tag begins, from 1
   */
  record Output(Expression.Call call, int line) implements Segment {}

  /**
   * A loop over all posts of a list, the body of which is always one linked list item a post.
   *
   * @param line where the loop begins, from 1
   */
  record Loop(PostList list, int line) implements Segment {}
}
