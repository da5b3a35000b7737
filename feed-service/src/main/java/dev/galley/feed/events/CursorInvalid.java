package dev.galley.feed.events;

/** A client sent a cursor that it was not given. */
final class CursorInvalid extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CursorInvalid() {
    super("Not a cursor");
  }
}
