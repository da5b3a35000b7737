package dev.galley.render.template;

/** The lists that a loop may go over. */
public enum PostList {
  /** Everything that appears in the blog: every listed post. */
  BLOGGABLE,
  /** The posts of the kind {@code show-and-tell}. */
  SHOW_AND_TELL
}
