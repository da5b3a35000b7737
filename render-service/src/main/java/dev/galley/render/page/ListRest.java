package dev.galley.render.page;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When pages that list others are rendered again: each publication makes all of them stale, so they
 * wait until no more come, and take a small share of the time while publications do not end.
 * Thread-safe.
 */
final class ListRest {

  /** How many times longer than it took the last time they rest. */
  private static final int SHARE = 9;

  private static final long MAX_NANOS = Duration.ofSeconds(30).toNanos();

  private final long quietNanos;
  private final LongSupplier nanoTime;
  private boolean waiting;
  private long firstChange;
  private long lastChange;
  private long rested;

  /**
   * @param quiet so long after the last change lists are final
   * @param nanoTime as {@link System#nanoTime}
   */
  ListRest(Duration quiet, LongSupplier nanoTime) {
    this.quietNanos = quiet.toNanos();
    this.nanoTime = nanoTime;
    this.rested = nanoTime.getAsLong();
  }

  /** A list has changed. */
  synchronized void changed() {
    lastChange = nanoTime.getAsLong();
    if (!waiting) {
      waiting = true;
      firstChange = lastChange;
    }
  }

  /** How long the pages have to wait from now on; zero when they are due. */
  synchronized Duration left() {
    long now = nanoTime.getAsLong();
    long left = rested - now;
    if (waiting) {
      left = Math.max(left, Math.min(lastChange + quietNanos - now, firstChange + MAX_NANOS - now));
    }
    return Duration.ofNanos(Math.max(0, left));
  }

  /** Renders the pages, and rests accordingly. */
  void after(Runnable rendering) {
    long begin = nanoTime.getAsLong();
    synchronized (this) {
      waiting = false;
    }
    rendering.run();
    synchronized (this) {
      long now = nanoTime.getAsLong();
      rested = now + Math.min(MAX_NANOS, SHARE * (now - begin));
    }
  }
}
