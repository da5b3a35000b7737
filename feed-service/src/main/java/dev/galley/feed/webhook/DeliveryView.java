package dev.galley.feed.webhook;

import dev.galley.feed.announcement.Announcement;
import dev.galley.feed.announcement.Delivery;
import dev.galley.feed.announcement.Delivery.Attempt;
import dev.galley.feed.announcement.DeliveryLog.Logged;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A line of the delivery log.
 *
 * @param id names it in the API
 * @param messageId the {@code webhook-id} that the endpoint saw
 * @param title of the post; absent for a test, and once it is no longer kept
 * @param state {@code waiting}, {@code delivered}, {@code failed} or {@code unclear}
 * @param payload the message's body as it was sent; absent in a list, and once it is no longer kept
 */
record DeliveryView(
    String id,
    String messageId,
    String type,
    String postId,
    long revision,
    @Nullable String title,
    String state,
    @Nullable String reason,
    Instant acceptedAt,
    @Nullable Instant nextAttemptAt,
    List<Attempt> attempts,
    @Nullable String payload) {

  static DeliveryView of(Logged logged, @Nullable String payload) {
    Delivery delivery = logged.delivery();
    Announcement announcement = logged.announcement();
    return new DeliveryView(
        delivery.id(),
        MessageWriter.messageId(delivery),
        MessageWriter.type(announcement),
        announcement.postId(),
        announcement.revision(),
        logged.title(),
        delivery.state().name().toLowerCase(Locale.ROOT),
        delivery.waits() ? null : delivery.reason(),
        delivery.acceptedAt(),
        delivery.nextAttemptAt(),
        delivery.attempts(),
        payload);
  }
}
