package dev.galley.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.galley.web.connection.AddressRange;
import dev.galley.web.connection.Network;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * Slows down whoever tries secrets: ten wrong ones in a quarter of an hour from one address, then
 * they are refused. Right ones are never refused, so nobody can lock others out. Guessing 256 bits
 * is hopeless anyway; this keeps it from being loud. Thread-safe.
 */
public final class FailedLogins {

  private static final int ALLOWED = 10;
  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final int MAX_ADDRESSES = 10_000;

  private final Clock clock;
  private final Cache<String, Window> windows;

  /** Counts by a clock. */
  public FailedLogins(Clock clock) {
    this.clock = clock;
    this.windows =
        Caffeine.newBuilder()
            .maximumSize(MAX_ADDRESSES)
            // By creation: each window has its own end, however often it is written.
            .expireAfter(Expiry.<String, Window>creating((address, window) -> WINDOW))
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /**
   * Notes a wrong secret.
   *
   * @param address the client's, as the request has it ({@link Network#forwarding})
   * @return how long its sender has to wait, if it has to
   */
  public Optional<Duration> note(String address) {
    Instant now = clock.instant();
    Window window =
        windows
            .asMap()
            .merge(
                AddressRange.ofOneClient(address),
                new Window(now.plus(WINDOW), 1),
                (before, one) -> before.and(one));
    return window.failures() > ALLOWED
        ? Optional.of(Duration.between(now, window.end()))
        : Optional.empty();
  }

  /** 429, for an answer with {@code Retry-After}. */
  public static ProblemDetail problem() {
    return Problems.of(
        HttpStatus.TOO_MANY_REQUESTS,
        "too-many-wrong-tokens",
        "Too many wrong tokens came from this address",
        "Wait, then use a valid token.");
  }

  private record Window(Instant end, int failures) {

    Window and(Window later) {
      return new Window(end, failures + later.failures());
    }
  }
}
