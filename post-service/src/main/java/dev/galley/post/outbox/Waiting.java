package dev.galley.post.outbox;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A post whose outbox or history is not empty.
 *
 * @param events the unsent events and when they were accepted
 */
record Waiting(String postId, Map<UUID, Instant> events) {

  Waiting {
    events = Map.copyOf(events);
  }
}
