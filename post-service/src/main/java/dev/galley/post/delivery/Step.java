package dev.galley.post.delivery;

import dev.galley.event.Receipt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The newest outcome of one step of a publication.
 *
 * @param step {@code page}, {@code feed}, {@code webhook}, {@code email}
 * @param target which subscriber, for steps that have several
 * @param targetName how to show the subscriber to people
 * @param reason why it failed or waits; null when it succeeded
 * @param latencyMillis from the accepted publication to this outcome
 */
record Step(
    String step,
    @Nullable String target,
    @Nullable String targetName,
    Receipt.Outcome outcome,
    @Nullable String reason,
    long latencyMillis,
    int attempt,
    Instant at) {

  static Step of(Receipt receipt) {
    return new Step(
        receipt.step(),
        receipt.target(),
        receipt.targetName(),
        receipt.outcome(),
        receipt.reason(),
        receipt.latencyMillis(),
        receipt.attempt(),
        receipt.occurredAt());
  }
}
