package dev.galley.post.content;

/** There is no such post. */
public final class PostNotFound extends RuntimeException {

  public PostNotFound(String id) {
    super("There is no post " + id);
  }
}
