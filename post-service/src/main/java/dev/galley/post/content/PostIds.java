package dev.galley.post.content;

/** Makes the ids of posts; replaced in tests. */
@FunctionalInterface
public interface PostIds {

  /** A new id that sorts after all earlier ones. */
  String next();
}
