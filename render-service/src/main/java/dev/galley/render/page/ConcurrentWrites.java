package dev.galley.render.page;

/** Others kept writing the same page; the event is tried again later. */
final class ConcurrentWrites extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ConcurrentWrites(String postId) {
    super("The page of post " + postId + " is being written by others all the time");
  }
}
