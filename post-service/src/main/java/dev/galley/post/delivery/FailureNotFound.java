package dev.galley.post.delivery;

/** There is no such failure: its step may have succeeded since. */
final class FailureNotFound extends RuntimeException {

  FailureNotFound() {
    super("There is no such failure");
  }
}
