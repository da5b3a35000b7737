package dev.galley.feed.access;

/** A token that only reads was used for a change. */
final class RoleTooLow extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RoleTooLow() {
    super("The token may not change anything");
  }
}
