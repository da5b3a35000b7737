package dev.galley.event;

import java.time.Instant;
import java.util.UUID;

/**
 * A fact about one post or one asset, as it travels on Kafka.
 *
 * <p>An event describes the whole state that it leads to, so a consumer needs only the newest one
 * of each of them.
 */
public sealed interface Event permits PostEvent, PageEvent, ReviewEvent, Receipt, AssetEvent {

  /** The event's own id, a UUIDv7 (RFC 9562, section 5.7); a repeated delivery has the same one. */
  UUID eventId();

  /** When the change was accepted, in UTC. */
  Instant occurredAt();

  /**
   * The id of the post or asset that it is about; also the record's key, so that one post's events
   * are in order.
   */
  String subject();

  /** The post's or asset's revision: grows by one with each change of it, starting from 1. */
  long revision();

  /** The CloudEvents type, such as {@code dev.galley.PostPublished.v1}. */
  default String type() {
    return EventTypes.of(getClass());
  }
}
