package dev.galley.stream;

import dev.galley.event.Event;
import dev.galley.event.Receipt;
import dev.galley.event.Receipt.Outcome;
import dev.galley.stream.codec.EventIds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes the receipts of one step of publications.
 *
 * @param step such as {@code page}
 */
public record Receipts(String step, Clock clock) {

  /**
   * The receipt of a step that ends now.
   *
   * @param cause the event that led to it
   * @param reason absent when it succeeded
   */
  public Receipt of(Event cause, Outcome outcome, @Nullable String reason) {
    return of(
        cause.subject(),
        cause.revision(),
        cause.eventId(),
        outcome,
        reason,
        since(cause.occurredAt()));
  }

  /**
   * @param causeId absent when the event that led to the step could not be read
   * @param latency from the accepted publication to this outcome
   */
  public Receipt of(
      String postId,
      long revision,
      @Nullable UUID causeId,
      Outcome outcome,
      @Nullable String reason,
      Duration latency) {
    return new Receipt(
        EventIds.next(),
        clock.instant(),
        postId,
        revision,
        step,
        null,
        null,
        outcome,
        reason,
        latency.toMillis(),
        1,
        causeId);
  }

  /** The same for one subscriber, and an attempt of several. */
  public static Receipt to(String target, String targetName, int attempt, Receipt receipt) {
    return new Receipt(
        receipt.eventId(),
        receipt.occurredAt(),
        receipt.postId(),
        receipt.revision(),
        receipt.step(),
        target,
        targetName,
        receipt.outcome(),
        receipt.reason(),
        receipt.latencyMillis(),
        attempt,
        receipt.causeId());
  }

  /** How long ago something was accepted, by this machine's clock; never negative. */
  public Duration since(Instant acceptedAt) {
    Duration latency = Duration.between(acceptedAt, clock.instant());
    return latency.isNegative() ? Duration.ZERO : latency;
  }
}
