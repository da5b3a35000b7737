package dev.galley.feed.access;

/** A request needs a token and has none that is good. */
final class NotSignedIn extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotSignedIn() {
    super("A token is required");
  }
}
