package dev.galley.post.outbox;

import java.util.Set;
import java.util.UUID;

/**
 * What can leave a post's document: its history, and the events that Kafka has acknowledged.
 *
 * @param events may be empty
 */
record Settlement(String postId, Set<UUID> events) {

  Settlement {
    events = Set.copyOf(events);
  }
}
