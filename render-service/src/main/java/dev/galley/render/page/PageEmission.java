package dev.galley.render.page;

import dev.galley.event.PageEvent;
import dev.galley.event.PostEvent;
import dev.galley.event.Receipt;
import dev.galley.event.Topics;
import dev.galley.stream.EventIds;
import dev.galley.stream.EventSender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

  /** What is told together. For one thread. */
  final class Batch {

    private final List<CompletableFuture<?>> sent = new ArrayList<>();

    /** Tells of a page, and the timeline of the post that led to it that this step succeeded. */
    void add(PageEvent event, PostEvent cause) {
      sent.add(sender.send(Topics.PAGES, event));
      sent.add(sender.send(Topics.RECEIPTS, receipt(event, cause)));
    }

    /**
     * Returns when the broker has it.
     *
     * @throws KafkaException if it did not acknowledge; the caller's events come again
     */
    void await() {
      PageEmission.await(CompletableFuture.allOf(sent.toArray(CompletableFuture<?>[]::new)));
    }
  }

  Batch begin() {
    return new Batch();
  }

  /** Tells of a page that changed because something it includes did. */
  void emitRefreshed(PageEvent event) {
    await(sender.send(Topics.PAGES, event));
  }

  private Receipt receipt(PageEvent event, PostEvent cause) {
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
        Math.max(0, Duration.between(cause.occurredAt(), now).toMillis()),
        1,
        cause.eventId());
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
