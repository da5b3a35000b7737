package dev.galley.post.draft;

/** The post never had such a revision. */
public final class RevisionNotFound extends RuntimeException {

  public RevisionNotFound(String postId, long revision) {
    super("The post " + postId + " has no revision " + revision);
  }
}
