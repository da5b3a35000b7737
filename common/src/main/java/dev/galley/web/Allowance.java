package dev.galley.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * So much of something in a window of time, for each who does it. Counts in this instance alone,
 * and forgets whom it saw least when very many come. Thread-safe.
 */
public final class Allowance {

  private static final int MAX_COUNTED = 10_000;

  private final int allowed;
  private final Duration window;
  private final Clock clock;
  private final Cache<String, Window> windows;

  /**
   * @param allowed how often it may be done in a window
   * @param window begins with the first time
   */
  public Allowance(int allowed, Duration window, Clock clock) {
    this.allowed = allowed;
    this.window = window;
    this.clock = clock;
    this.windows =
        Caffeine.newBuilder()
            .maximumSize(MAX_COUNTED)
            // By creation: each window has its own end, however often it is written.
            .expireAfter(Expiry.<String, Window>creating((who, from) -> window))
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /**
   * Counts one.
   *
   * @param who such as {@link dev.galley.web.connection.AddressRange#ofOneClient}
   * @return how long there is no more for them; empty while there is
   */
  public Optional<Duration> note(String who) {
    Instant now = clock.instant();
    Window counted =
        windows
            .asMap()
            .merge(who, new Window(now.plus(window), 1), (before, one) -> before.and(one));
    return counted.times() > allowed
        ? Optional.of(Duration.between(now, counted.end()))
        : Optional.empty();
  }

  /**
   * Counts one for a request that is refused when there is no more.
   *
   * @param name of the problem, with its title and detail, as {@link Problems#of} has them
   * @throws ErrorResponseException with 429 and {@code Retry-After}
   */
  public void spend(String who, String name, String title, String detail) {
    note(who)
        .ifPresent(
            wait -> {
              ErrorResponseException refusal =
                  Problems.refusal(HttpStatus.TOO_MANY_REQUESTS, name, title, detail);
              refusal
                  .getHeaders()
                  .set(HttpHeaders.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
              throw refusal;
            });
  }

  private record Window(Instant end, int times) {

    Window and(Window later) {
      return new Window(end, times + later.times());
    }
  }
}
