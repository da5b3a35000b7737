package dev.galley.feed.webhook;

import dev.galley.feed.webhook.Delivery.Attempt;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line of the delivery log.
 *
 * @param id names it in the API
 * @param messageId the {@code webhook-id} that the endpoint saw
 * @param state {@code waiting}, {@code delivered} or {@code failed}
 * @param payload the message's body as it was sent
 */
record DeliveryView(
    String id,
    String messageId,
    String type,
    String postId,
    long revision,
    String state,
    @Nullable String reason,
    Instant acceptedAt,
    @Nullable Instant nextAttemptAt,
    List<Attempt> attempts,
    String payload) {

  static DeliveryView of(Delivery entry) {
    return new DeliveryView(
        entry.id(),
        entry.messageId(),
        entry.type(),
        entry.postId(),
        entry.revision(),
        entry.state().name().toLowerCase(Locale.ROOT),
        entry.reason(),
        entry.acceptedAt(),
        entry.nextAttemptAt(),
        entry.attempts(),
        entry.payload());
  }
}
