package dev.galley.feed.access;

/** A page of another site made a signed-in browser send a change. */
final class ForeignRequest extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ForeignRequest() {
    super("The request comes from another site");
  }
}
