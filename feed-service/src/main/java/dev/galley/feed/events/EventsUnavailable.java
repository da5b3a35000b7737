package dev.galley.feed.events;

import org.jspecify.annotations.Nullable;

/** The events cannot be read now: the broker is away or too many clients read at once. */
final class EventsUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EventsUnavailable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
