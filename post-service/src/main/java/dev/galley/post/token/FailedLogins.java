package dev.galley.post.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down whoever tries secrets: ten wrong ones in a quarter of an hour from one address, then
 * they are refused. Right ones are never refused, so nobody can lock others out. Guessing 256 bits
 * is hopeless anyway; this keeps it from being loud.
 */
final class FailedLogins {

  private static final int ALLOWED = 10;
  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final int MAX_ADDRESSES = 10_000;

  private final Clock clock;
  private final Map<String, Window> windows =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > MAX_ADDRESSES;
        }
      };

  FailedLogins(Clock clock) {
    this.clock = clock;
  }

  /** Notes a wrong secret; returns how long its sender has to wait, if it has to. */
  synchronized Optional<Duration> note(String address) {
    Instant now = clock.instant();
    Window before = windows.get(address);
    Window window =
        before == null || !before.end().isAfter(now)
            ? new Window(now.plus(WINDOW), 1)
            : new Window(before.end(), before.failures() + 1);
    windows.put(address, window);
    return window.failures() > ALLOWED
        ? Optional.of(Duration.between(now, window.end()))
        : Optional.empty();
  }

  private record Window(Instant end, int failures) {}
}
