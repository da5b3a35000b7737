package dev.galley.feed.websub;

import dev.galley.feed.entry.Selection;
import java.time.Instant;
import java.util.Collection;

/** How many programs are sent feeds, for who wants to know whom a post will reach. */
@FunctionalInterface
public interface FeedSubscribers {

  /**
   * How many subscriptions to feeds a post of a kind would be sent to.
   *
   * @param choices the post's selections
   * @return 0 with another hub, which alone knows
   */
  long count(String kind, Collection<Selection> choices, Instant now);
}
