package dev.galley.feed.events;

import dev.galley.feed.events.Slice.Placed;
import dev.galley.web.EventPush;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The clients that listen to events. */
@Component
class EventStreams implements SmartLifecycle {

  private static final int MAX_STREAMS = 200;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final int SLICE = 100;

  private final EventLog events;
  private final Set<EventPush> streams = ConcurrentHashMap.newKeySet();
  private final ExecutorService writers = EventPush.writers("event-streams", MAX_STREAMS);
  private final ScheduledExecutorService heartbeats =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "event-heartbeats");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean running;

  EventStreams(EventLog events, EventTail tail) {
    this.events = events;
    tail.onNews(() -> streams.forEach(EventPush::wake));
    heartbeats.scheduleAtFixedRate(
        // So that nobody in between takes the connection for dead.
        () -> streams.forEach(stream -> stream.send(SseEmitter.event().comment("still here"))),
        HEARTBEAT.toMillis(),
        HEARTBEAT.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /**
   * Begins to send what comes after a cursor.
   *
   * @throws EventsUnavailable when too many listen already
   */
  SseEmitter open(Cursor from) {
    if (!running || streams.size() >= MAX_STREAMS) {
      throw new EventsUnavailable("Too many clients listen to events", null);
    }
    EventPush stream = new EventPush(writers, new Unsent(from)::next);
    stream.onEnd(() -> streams.remove(stream));
    streams.add(stream);
    // The answer begins at once, and says how soon to come back after it ended.
    stream.send(SseEmitter.event().reconnectTime(3_000).comment("Galley's events"));
    stream.wake();
    return stream.emitter();
  }

  /** What a client has not been sent yet. For one thread at a time. */
  private final class Unsent {

    private Cursor cursor;

    Unsent(Cursor cursor) {
      this.cursor = cursor;
    }

    List<SseEmitter.SseEventBuilder> next() {
      Slice slice;
      do {
        slice = events.after(cursor, SLICE);
        cursor = slice.next();
      } while (slice.events().isEmpty() && !slice.atEnd());
      return slice.events().stream().map(EventStreams::message).toList();
    }
  }

  private static SseEmitter.SseEventBuilder message(Placed placed) {
    return SseEmitter.event()
        .id(placed.after().encode())
        .name(placed.event().type())
        .data(placed.event().json());
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    streams.forEach(EventPush::end);
    heartbeats.shutdownNow();
    writers.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the web server, which waits for open requests when it stops. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
