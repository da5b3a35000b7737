package dev.galley.render.page;

import dev.galley.event.PageEvent;
import dev.galley.event.PostEvent;
import dev.galley.event.Receipt;
import dev.galley.event.Topics;
import dev.galley.stream.EventSender;
import dev.galley.stream.Receipts;
import dev.galley.stream.Sending;
import java.time.Clock;

/** Tells of live and removed pages. */
final class PageEmission {

  private final EventSender sender;
  private final Receipts receipts;

  PageEmission(EventSender sender, Clock clock) {
    this.sender = sender;
    this.receipts = new Receipts("page", clock);
  }

  /** Tells of a page that nothing new led to, and returns when the broker has it. */
  void tell(PageEvent event) {
    sender.sendAndWait(Topics.PAGES, event);
  }

  /** Begins to tell of pages; the caller waits until the broker has it all. */
  Sending begin() {
    return sender.begin();
  }

  /** Tells of a page, and the timeline of the post that led to it that this step succeeded. */
  void emit(Sending told, PageEvent event, PostEvent cause) {
    told.add(Topics.PAGES, event);
    told.add(Topics.RECEIPTS, receipts.of(cause, Receipt.Outcome.SUCCEEDED, null));
  }
}
