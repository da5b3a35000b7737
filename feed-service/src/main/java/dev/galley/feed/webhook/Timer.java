package dev.galley.feed.webhook;

import java.time.Instant;

/** Runs something later. */
interface Timer {

  /**
   * Runs a task at a time, or at once when that has passed; the task must not wait for anything.
   */
  void at(Instant time, Runnable task);
}
