package dev.galley.feed.mail;

import java.util.concurrent.TimeUnit;

/** So many in a second, evenly: a server that is asked for more begins to refuse. Thread-safe. */
final class SendingRate {

  private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long intervalNanos;
  private long next = System.nanoTime();

  SendingRate(int perSecond) {
    this.intervalNanos = NANOS_PER_SECOND / perSecond;
  }

  /**
   * Waits until one more may go.
   *
   * @throws InterruptedException when the service stops meanwhile
   */
  void await() throws InterruptedException {
    long wait = take();
    if (wait > 0) {
      TimeUnit.NANOSECONDS.sleep(wait);
    }
  }

  private synchronized long take() {
    long now = System.nanoTime();
    long mine = Math.max(next, now);
    next = mine + intervalNanos;
    return mine - now;
  }
}
