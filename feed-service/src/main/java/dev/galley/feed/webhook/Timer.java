package dev.galley.feed.webhook;

import java.time.Instant;

/** Runs something later. */
interface Timer {

  /** Runs a task at a time, or at once when that has passed; one task after the other. */
  void at(Instant time, Runnable task);
}
