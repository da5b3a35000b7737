package dev.galley.post.outbox;

import dev.galley.event.PostEvent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event that Kafka has not acknowledged.
 *
 * @param at when it was accepted
 * @param traceparent the W3C trace it belongs to; absent without tracing
 */
record Unsent(PostEvent event, Instant at, @Nullable String traceparent) {

  String postId() {
    return event.postId();
  }

  UUID eventId() {
    return event.eventId();
  }
}
