package dev.galley.feed.entry;

import dev.galley.event.PageRemoved;

/**
 * A post's page is no longer served.
 *
 * @param revision the revision that removed it
 */
record GonePage(String postId, long revision) implements PageSide {

  static GonePage of(PageRemoved event) {
    return new GonePage(event.postId(), event.revision());
  }
}
