package dev.galley.render.page;

import dev.galley.event.PageEvent;
import dev.galley.event.PostEvent;
import dev.galley.event.Receipt;
import dev.galley.event.Topics;
import dev.galley.stream.EventSender;
import dev.galley.stream.Sending;
import dev.galley.stream.codec.EventIds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Tells of live and removed pages. */
final class PageEmission {

  private final EventSender sender;
  private final Clock clock;

  PageEmission(EventSender sender, Clock clock) {
    this.sender = sender;
    this.clock = clock;
  }

  /** Begins to tell of pages; the caller waits until the broker has it all. */
  Sending begin() {
    return sender.begin();
  }

  /** Tells of a page, and the timeline of the post that led to it that this step succeeded. */
  void emit(Sending told, PageEvent event, PostEvent cause) {
    told.add(Topics.PAGES, event);
    told.add(Topics.RECEIPTS, receipt(event, cause));
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
}
