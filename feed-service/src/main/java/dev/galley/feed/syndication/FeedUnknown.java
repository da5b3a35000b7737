package dev.galley.feed.syndication;

/** No post has the tag or the author that a feed was asked for. */
final class FeedUnknown extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FeedUnknown() {
    super("There is no such feed");
  }
}
