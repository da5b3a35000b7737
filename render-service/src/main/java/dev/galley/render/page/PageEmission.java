package dev.galley.render.page;

import dev.galley.event.PageEvent;
import dev.galley.event.Receipt;
import dev.galley.event.Topics;
import dev.galley.stream.EventIds;
import dev.galley.stream.EventSender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;

/** Tells of live and removed pages, and waits until the broker has it. */
final class PageEmission {

  private static final long PATIENCE_SECONDS = 30;

  private final EventSender sender;
  private final Clock clock;

  PageEmission(EventSender sender, Clock clock) {
    this.sender = sender;
    this.clock = clock;
  }

  /**
   * Tells of a page, and the post's timeline that this step succeeded.
   *
   * @param causeId the id of the post event that led to it
   * @throws KafkaException if the broker did not acknowledge; the caller's event comes again
   */
  void emit(PageEvent event, Instant acceptedAt, UUID causeId) {
    CompletableFuture<?> page = sender.send(Topics.PAGES, event);
    CompletableFuture<?> receipt =
        sender.send(Topics.RECEIPTS, receipt(event, acceptedAt, causeId));
    await(CompletableFuture.allOf(page, receipt));
  }

  /** Tells of a page that changed because something it includes did. */
  void emitRefreshed(PageEvent event) {
    await(sender.send(Topics.PAGES, event));
  }

  private Receipt receipt(PageEvent event, Instant acceptedAt, UUID causeId) {
    Instant now = clock.instant();
    return new Receipt(
        EventIds.next(),
        now,
        event.postId(),
        event.revision(),
        "page",
        null,
        null,
        Receipt.Outcome.SUCCEEDED,
        null,
        Math.max(0, Duration.between(acceptedAt, now).toMillis()),
        1,
        causeId);
  }

  private static void await(CompletableFuture<?> acknowledged) {
    try {
      acknowledged.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted while a page event was sent", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("A page event could not be sent", e);
    }
  }
}
