package dev.galley.feed.events;

import java.io.IOException;
import java.time.Duration;
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
  private static final int THREADS = 8;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration LIFE = Duration.ofHours(1);

  private final EventLog events;
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private final ExecutorService sending =
      Executors.newFixedThreadPool(THREADS, task -> daemon(task, "event-streams"));
  private final ScheduledExecutorService heartbeats =
      Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "event-heartbeats"));
  private volatile boolean running;

  EventStreams(EventLog events, EventTail tail) {
    this.events = events;
    tail.onNews(() -> streams.forEach(EventStream::wake));
    heartbeats.scheduleAtFixedRate(
        () -> streams.forEach(EventStream::heartbeat),
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
    SseEmitter emitter = new SseEmitter(LIFE.toMillis());
    EventStream stream = new EventStream(events, emitter, from, sending);
    emitter.onCompletion(() -> streams.remove(stream));
    emitter.onTimeout(emitter::complete);
    emitter.onError(failure -> streams.remove(stream));
    introduce(emitter);
    streams.add(stream);
    stream.wake();
    return emitter;
  }

  /** The answer begins at once, and says how soon to come back after it ended. */
  private static void introduce(SseEmitter emitter) {
    try {
      emitter.send(SseEmitter.event().reconnectTime(3_000).comment("Galley's events"));
    } catch (IOException e) {
      throw new EventsUnavailable("The client is gone", e);
    }
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    streams.forEach(EventStream::close);
    heartbeats.shutdownNow();
    sending.shutdownNow();
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
