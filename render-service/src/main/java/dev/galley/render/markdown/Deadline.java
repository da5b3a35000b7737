package dev.galley.render.markdown;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * When the rendering of one document must be over. Checked by whatever loops over input, since a
 * Java thread cannot be stopped from outside. Used by the thread that made it.
 *
 * <p>Counts the processor time of that thread: a good document must not be refused for ever because
 * the machine was busy or asleep. Ten times as long by the clock is the end in any case.
 */
final class Deadline {

  private static final int STEPS_BETWEEN_CHECKS = 4096;
  private static final int CLOCK_FACTOR = 10;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Duration budget;
  private final long processorEnd;
  private final long clockEnd;
  private int steps;

  private Deadline(Duration budget) {
    this.budget = budget;
    this.processorEnd = processorNanos() + budget.toNanos();
    this.clockEnd = System.nanoTime() + budget.toNanos() * CLOCK_FACTOR;
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
    if (processorNanos() - processorEnd > 0 || System.nanoTime() - clockEnd > 0) {
      throw new TooComplex("The document takes longer than " + budget.toMillis() + " ms to render");
    }
  }

  private static long processorNanos() {
    return THREADS.isCurrentThreadCpuTimeSupported()
        ? THREADS.getCurrentThreadCpuTime()
        : System.nanoTime();
  }
}
