package dev.galley.feed.events;

import dev.galley.feed.events.Slice.Placed;
import dev.galley.web.Budget;
import dev.galley.web.EventPush;
import dev.galley.web.EventStreams;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The clients that listen to events. */
@Component
class FollowingEvents implements SmartLifecycle {

  private static final int MAX_STREAMS = 200;
  private static final int MAX_OF_ONE_CLIENT = 50;
  private static final int SLICE = 100;

  /** Held for each of them until its client has read it, at most. */
  private static final long SLICE_BYTES = 1024 * 1024;

  private static final Duration COME_BACK = Duration.ofSeconds(3);

  private final EventLog events;
  private final EventStreams streams =
      new EventStreams("event-streams", MAX_STREAMS, MAX_OF_ONE_CLIENT);

  FollowingEvents(EventLog events, EventTail tail) {
    this.events = events;
    tail.onNews(streams::wake);
  }

  /**
   * The place of a listener, to be taken before the broker is asked anything.
   *
   * @throws EventStreams.TooMany when there is none
   */
  EventStreams.Place place(HttpServletRequest request) {
    return streams.place(request);
  }

  /** Answers a request with what comes after a cursor. */
  void answer(
      EventStreams.Place place,
      Cursor from,
      HttpServletRequest request,
      HttpServletResponse response) {
    Unsent unsent = new Unsent(from, Budget.ofThisProcess().share(request));
    EventPush stream = place.open(request, response, unsent::next, unsent::end);
    if (stream == null) {
      return;
    }
    // The answer begins at once, and says how soon to come back after it ended.
    stream.send(EventPush.comment("Galley's events", COME_BACK));
    stream.wake();
  }

  /** What a client has not been sent yet. */
  private final class Unsent {

    private final Budget.Share heap;
    private Cursor cursor;
    private boolean ended;

    Unsent(Cursor cursor, Budget.Share heap) {
      this.cursor = cursor;
      this.heap = heap;
    }

    synchronized List<String> next() {
      // All that was given before is sent.
      heap.close();
      Slice slice;
      do {
        slice = events.after(cursor, new SliceBuilder.Room(SLICE, SLICE_BYTES, heap));
        cursor = slice.next();
      } while (slice.events().isEmpty() && !slice.atEnd());
      if (ended) {
        heap.close();
      }
      return slice.events().stream().map(FollowingEvents::message).toList();
    }

    synchronized void end() {
      ended = true;
      heap.close();
    }
  }

  private static String message(Placed placed) {
    return EventPush.event(placed.after().encode(), placed.event().type(), placed.event().json());
  }

  @Override
  public void start() {
    streams.start();
  }

  @Override
  public void stop() {
    streams.stop();
  }

  @Override
  public boolean isRunning() {
    return streams.isRunning();
  }

  @Override
  public int getPhase() {
    return streams.getPhase();
  }
}
