package dev.galley.post.outbox;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who may be on the way to the broker: so many at a time, and after a failure that is nobody's own
 * none for a while, then one that tries for all. The others wait here, in the order in which they
 * came. Confined to one thread.
 */
final class Circuit<W> {

  private static final Duration FIRST_BACK_OFF = Duration.ofMillis(100);
  private static final Duration MAX_BACK_OFF = Duration.ofSeconds(5);

  private final int maxInFlight;
  private final Consumer<W> start;
  private final Set<W> waiting = new LinkedHashSet<>();
  private Duration backOff = Duration.ZERO;
  private boolean open;
  private @Nullable W probe;
  private int inFlight;

  /**
   * @param start takes up what has waited; it may {@link #enter} again
   */
  Circuit(int maxInFlight, Consumer<W> start) {
    this.maxInFlight = maxInFlight;
    this.start = start;
  }

  /** Whether it may go now; else it waits, and is started when it may. */
  boolean enter(W work) {
    if (mustWait(work)) {
      waiting.add(work);
      return false;
    }
    inFlight++;
    return true;
  }

  private boolean mustWait(W work) {
    return open || (probe != null && probe != work) || inFlight >= maxInFlight;
  }

  /** It is not on the way any more; what became of it is told next, and then others {@link #go}. */
  void leave() {
    inFlight--;
  }

  /** The broker has taken it. */
  void passed(W work) {
    backOff = Duration.ZERO;
    ended(work);
  }

  /** It says nothing about whether others may go. */
  void ended(W work) {
    if (probe == work) {
      probe = null;
    }
  }

  /**
   * Nobody can go now; it waits with the others.
   *
   * @return how long, until {@link #probe}; zero when that is known already
   */
  Duration trip(W work) {
    ended(work);
    waiting.add(work);
    if (open) {
      return Duration.ZERO;
    }
    open = true;
    Duration next = backOff.isZero() ? FIRST_BACK_OFF : backOff.multipliedBy(2);
    backOff = next.compareTo(MAX_BACK_OFF) < 0 ? next : MAX_BACK_OFF;
    return backOff;
  }

  /** Lets one go, and the others when nothing is to be learned from it. */
  void probe() {
    open = false;
    if (waiting.isEmpty()) {
      return;
    }
    W work = next();
    probe = work;
    int before = inFlight;
    start.accept(work);
    if (inFlight == before) {
      ended(work);
    }
    go();
  }

  /** Lets those go that may. */
  void go() {
    while (!waiting.isEmpty() && !mustWait(waiting.iterator().next())) {
      start.accept(next());
    }
  }

  private W next() {
    Iterator<W> all = waiting.iterator();
    W work = all.next();
    all.remove();
    return work;
  }
}
