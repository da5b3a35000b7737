package dev.galley.render.markdown;

import java.time.Duration;

/**
 * When the rendering of one document must be over. Checked by whatever loops over input, since a
 * Java thread cannot be stopped from outside. Used by one thread.
 */
final class Deadline {

  private static final int STEPS_BETWEEN_CHECKS = 4096;

  private final long endNanos;
  private final Duration budget;
  private int steps;

  private Deadline(Duration budget) {
    this.budget = budget;
    this.endNanos = System.nanoTime() + budget.toNanos();
  }

  static Deadline in(Duration budget) {
    return new Deadline(budget);
  }

  /** Cheap enough to be called for every character. */
  void tick(int more) {
    steps += more;
    if (steps >= STEPS_BETWEEN_CHECKS) {
      steps = 0;
      check();
    }
  }

  void check() {
    if (System.nanoTime() - endNanos > 0) {
      throw new TooComplex("The document takes longer than " + budget.toMillis() + " ms to render");
    }
  }
}
