package dev.galley.post.delivery;

import dev.galley.event.Receipt;
import dev.galley.stream.consuming.Received;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

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

  void on(List<Received<Receipt>> delivered) {
    List<Receipt> receipts = delivered.stream().map(Received::event).toList();
    List<Receipt> ofRevisions =
        receipts.stream().filter(receipt -> receipt.revision() > 0).toList();
    deliveries.keep(ofRevisions);
    ofRevisions.stream().map(Receipt::postId).distinct().forEach(watchers);
    keepFailures(receipts);
  }

  /** In their order: what failed after it had succeeded stays. */
  private void keepFailures(List<Receipt> receipts) {
    Set<String> troubled =
        failures.postsAmong(receipts.stream().map(Receipt::postId).collect(Collectors.toSet()));
    for (Receipt receipt : receipts) {
      if (receipt.outcome() == Receipt.Outcome.FAILED) {
        failures.keep(failure(receipt));
        troubled.add(receipt.postId());
      } else if (receipt.outcome() == Receipt.Outcome.SUCCEEDED
          && troubled.contains(receipt.postId())) {
        failures.resolve(receipt.postId(), receipt.revision(), receipt.step(), receipt.target());
      }
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
        : HashedKey.of(receipt.postId(), receipt.revision(), receipt.step(), receipt.target());
  }
}
