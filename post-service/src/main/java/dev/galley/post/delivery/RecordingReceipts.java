package dev.galley.post.delivery;

import dev.galley.event.Receipt;
import java.util.Objects;
import java.util.function.Consumer;

/** Keeps what the other services say about the steps of a publication. Repeating it is harmless. */
final class RecordingReceipts {

  private final Deliveries deliveries;
  private final Failures failures;
  private final Consumer<String> watchers;

  /**
   * @param watchers told of the post whose timeline has changed
   */
  RecordingReceipts(Deliveries deliveries, Failures failures, Consumer<String> watchers) {
    this.deliveries = deliveries;
    this.failures = failures;
    this.watchers = watchers;
  }

  void on(Receipt receipt) {
    if (receipt.revision() > 0) {
      deliveries.keep(receipt);
      watchers.accept(receipt.postId());
    }
    if (receipt.outcome() == Receipt.Outcome.FAILED) {
      failures.keep(failure(receipt));
    } else if (receipt.outcome() == Receipt.Outcome.SUCCEEDED) {
      failures.resolve(receipt.postId(), receipt.revision(), receipt.step(), receipt.target());
    }
  }

  private static Failure failure(Receipt receipt) {
    return new Failure(
        id(receipt),
        receipt.postId(),
        receipt.revision(),
        receipt.step(),
        receipt.target(),
        receipt.targetName(),
        Objects.requireNonNullElse(receipt.reason(), "No reason is known"),
        receipt.attempt(),
        receipt.occurredAt(),
        null);
  }

  /** Unreadable records have no revision to tell them apart; each is a failure of its own. */
  private static String id(Receipt receipt) {
    return receipt.revision() == 0
        ? receipt.eventId().toString()
        : Keys.of(receipt.postId(), receipt.revision(), receipt.step(), receipt.target());
  }
}
