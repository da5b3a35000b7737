package dev.galley.feed.announcement;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who was told of an announcement: what one that is about it goes by. */
public interface Told {

  /**
   * The ids of those who were told, perhaps were, or are still to be, in their order.
   *
   * @param after only those with a greater id; null from the first on
   */
  List<String> recipients(String announcementId, String channel, @Nullable String after, int limit);

  /** Where it stands with one of them. */
  Optional<Delivery.State> state(String announcementId, String channel, String recipientId);
}
