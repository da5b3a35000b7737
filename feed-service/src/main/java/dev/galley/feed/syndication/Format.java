package dev.galley.feed.syndication;

import org.springframework.http.MediaType;

/** A way to write a feed down. */
interface Format {

  /** The last part of the feed's path. */
  String fileName();

  MediaType mediaType();

  /**
   * The document.
   *
   * @return the same bytes for the same feed
   */
  byte[] write(Feed feed);
}
