package dev.galley.web;

import dev.galley.web.connection.AddressRange;
import dev.galley.web.connection.Network;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
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

  private final Allowance allowance;

  /** Counts by a clock. */
  public FailedLogins(Clock clock) {
    this.allowance = new Allowance(ALLOWED, WINDOW, clock);
  }

  /**
   * Notes a wrong secret.
   *
   * @param address the client's, as the request has it ({@link Network#forwarding})
   * @return how long its sender has to wait, if it has to
   */
  public Optional<Duration> note(String address) {
    return allowance.note(AddressRange.ofOneClient(address));
  }

  /** 429, for an answer with {@code Retry-After}. */
  public static ProblemDetail problem() {
    return Problems.of(
        HttpStatus.TOO_MANY_REQUESTS,
        "too-many-wrong-tokens",
        "Too many wrong tokens came from this address",
        "Wait, then use a valid token.");
  }
}
