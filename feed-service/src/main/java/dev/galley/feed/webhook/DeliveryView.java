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
 * @param payload the message's body as it was sent; absent in a list, and once it is no longer kept
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
    @Nullable String payload) {

  static DeliveryView of(Delivery delivery, @Nullable String payload) {
    return new DeliveryView(
        delivery.id(),
        delivery.messageId(),
        delivery.type(),
        delivery.postId(),
        delivery.revision(),
        delivery.state().name().toLowerCase(Locale.ROOT),
        delivery.reason(),
        delivery.acceptedAt(),
        delivery.nextAttemptAt(),
        delivery.attempts(),
        payload);
  }
}
