package dev.galley.post.transfer;

import dev.galley.stream.Failure;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryListener;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryState;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.core.retry.Retryable;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Repeats what the store did not do, where repeating is harmless: one slow write does not end an
 * import of many. Thread-safe.
 */
final class Patience {

  private static final Logger log = LoggerFactory.getLogger(Patience.class);

  private static final Duration MAX_WAIT = Duration.ofMinutes(1);

  private final RetryTemplate repeating;

  /** For about a minute. */
  Patience() {
    this(backOff());
  }

  Patience(BackOff backOff) {
    this.repeating =
        new RetryTemplate(
            RetryPolicy.builder()
                .predicate(failure -> Failure.of(failure) == Failure.TRANSIENT)
                .backOff(backOff)
                .timeout(MAX_WAIT)
                .build());
    repeating.setRetryListener(
        new RetryListener() {
          @Override
          public void beforeRetry(RetryPolicy policy, Retryable<?> work, RetryState state) {
            log.warn(
                "A part of an import is repeated: {}", Failure.reason(state.getLastException()));
          }
        });
  }

  private static BackOff backOff() {
    ExponentialBackOff backOff = new ExponentialBackOff(500, 2);
    backOff.setMaxInterval(10_000);
    return backOff;
  }

  /** Does something that throws nothing checked. */
  <T> T repeatUnchecked(Supplier<T> work) {
    return repeating.invoke(work);
  }

  /**
   * Does something, again and again while the store is away.
   *
   * @throws Exception the last one
   */
  <T> T repeat(Retryable<T> work) throws Exception {
    try {
      return repeating.execute(work);
    } catch (RetryException e) {
      if (e.getCause() instanceof Exception last) {
        throw last;
      }
      throw e;
    }
  }
}
