package dev.galley.feed.announcement;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When a delivery that failed is tried again. The waits are those that Standard Webhooks
 * recommends, each 20 % shorter or longer at random, so that recipients which failed together do
 * not come back together.
 */
final class RetrySchedule {

  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(5),
          Duration.ofHours(10),
          Duration.ofHours(14),
          Duration.ofHours(20),
          Duration.ofHours(24));

  private static final double JITTER = 0.2;

  private final DoubleSupplier random;

  /**
   * @param random numbers from 0 to 1
   */
  RetrySchedule(DoubleSupplier random) {
    this.random = random;
  }

  /** How many attempts a delivery has, the first one included. */
  static int attempts() {
    return WAITS.size() + 1;
  }

  /**
   * How long to wait before the next attempt.
   *
   * @param failed how many attempts of this series failed, from 1
   * @param asked what the recipient asked for; it is never tried earlier
   * @return empty when the last attempt has failed
   */
  Optional<Duration> waitAfter(int failed, @Nullable Duration asked) {
    if (failed > WAITS.size()) {
      return Optional.empty();
    }
    double factor = 1 - JITTER + 2 * JITTER * random.getAsDouble();
    Duration wait = Duration.ofMillis(Math.round(WAITS.get(failed - 1).toMillis() * factor));
    return Optional.of(asked != null && asked.compareTo(wait) > 0 ? asked : wait);
  }
}
