package dev.galley.feed.entry;

import dev.galley.event.PageRemoved;

/**
 * A post's page is no longer served.
 *
 * @param revision the revision that removed it
 */
record RemovedPage(String postId, long revision) implements PageSide {

  static RemovedPage of(PageRemoved event) {
    return new RemovedPage(event.postId(), event.revision());
  }
}
