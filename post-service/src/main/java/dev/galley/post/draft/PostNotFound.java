package dev.galley.post.draft;

/** There is no such post. */
public final class PostNotFound extends RuntimeException {

  public PostNotFound(String id) {
    super("There is no post " + id);
  }
}
