package dev.galley.feed.events;

import java.util.List;

/**
 * A part of the stream.
 *
 * @param events in the topic's order for each post, and nearly so over all
 * @param next where to go on
 * @param atEnd whether nothing more was there
 */
record Slice(List<Placed> events, Cursor next, boolean atEnd) {

  /**
   * An event and the place after it.
   *
   * @param after where to go on when this was the last event that arrived
   */
  record Placed(StructuredEvent event, Cursor after) {}
}
