package dev.galley.feed.events;

import dev.galley.feed.events.Slice.Placed;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One client that listens: what it has been sent so far, and the sending. Thread-safe. */
final class EventStream {

  private static final Logger log = LoggerFactory.getLogger(EventStream.class);
  private static final int SLICE = 100;

  private final EventLog events;
  private final SseEmitter emitter;
  private final Executor executor;
  private Cursor cursor;
  private boolean sending;
  private boolean news;
  private boolean beat;

  EventStream(EventLog events, SseEmitter emitter, Cursor cursor, Executor executor) {
    this.events = events;
    this.emitter = emitter;
    this.cursor = cursor;
    this.executor = executor;
  }

  /** There may be something to send. */
  void wake() {
    begin(false);
  }

  /** Sends a comment, so that nobody in between takes the connection for dead. */
  void heartbeat() {
    begin(true);
  }

  void close() {
    emitter.complete();
  }

  private void begin(boolean isBeat) {
    synchronized (this) {
      news = true;
      beat |= isBeat;
      if (sending) {
        return;
      }
      sending = true;
    }
    executor.execute(this::send);
  }

  private void send() {
    try {
      while (takeNews()) {
        sendAll();
      }
    } catch (IOException | IllegalStateException e) {
      log.debug("A listener is gone: {}", e.getMessage());
      // It stays "sending", so nothing is tried again.
      emitter.completeWithError(e);
    } catch (EventsUnavailable e) {
      // The client comes back with its last id.
      emitter.complete();
    }
  }

  private synchronized boolean takeNews() {
    boolean had = news;
    news = false;
    sending = had;
    return had;
  }

  private synchronized boolean takeBeat() {
    boolean had = beat;
    beat = false;
    return had;
  }

  private void sendAll() throws IOException {
    if (takeBeat()) {
      emitter.send(SseEmitter.event().comment("still here"));
    }
    Slice slice;
    do {
      slice = events.after(cursor, SLICE);
      for (Placed placed : slice.events()) {
        emitter.send(
            SseEmitter.event()
                .id(placed.after().encode())
                .name(placed.event().type())
                .data(placed.event().json()));
      }
      cursor = slice.next();
    } while (!slice.atEnd());
  }
}
