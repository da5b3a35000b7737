package dev.galley.feed.syndication;

/** A feed was asked for before the entries were loaded. */
final class FeedsNotReady extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FeedsNotReady() {
    super("The entries are not loaded yet");
  }
}
