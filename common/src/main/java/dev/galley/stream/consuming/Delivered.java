package dev.galley.stream.consuming;

import dev.galley.event.Event;
import dev.galley.stream.observing.LogScope;
import dev.galley.stream.observing.Traces;

/** An event that came with a poll. */
public final class Delivered<E extends Event> {

  private final E event;
  private final boolean retry;
  private final Traces.Step step;

  Delivered(E event, boolean retry, Traces.Step step) {
    this.event = event;
    this.retry = retry;
    this.step = step;
  }

  /** An event that came by itself and belongs to no trace. */
  public static <E extends Event> Delivered<E> of(E event) {
    return new Delivered<>(event, false, Traces.Step.NONE);
  }

  public E event() {
    return event;
  }

  /** Whether it was sent again because a person asked for it. */
  public boolean isRetry() {
    return retry;
  }

  /**
   * Does what follows from this event alone: its lines in the log name the event and its post, and
   * what it sends belongs to the event's trace.
   */
  public void run(Runnable action) {
    LogScope.run(event.postId(), event.eventId().toString(), () -> step.run(action));
  }
}
