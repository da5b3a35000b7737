package dev.galley.web;

import dev.galley.web.connection.AddressRange;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * All streams of one kind: how many there may be, how many of them one client may have, and that
 * they show life now and then. Thread-safe.
 */
public final class EventStreams implements SmartLifecycle {

  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final long THREAD_LIVES_SECONDS = 5;

  /** There are as many as there may be, or as this client may have. */
  public static final class TooMany extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooMany() {
      super("Too many streams");
    }

    /** 429, for an answer with {@code Retry-After}. */
    ProblemDetail problem() {
      return Problems.of(
          HttpStatus.TOO_MANY_REQUESTS,
          "too-many-streams",
          "Too many streams of events are open",
          "Close one, or read the same as JSON, or try again later.");
    }
  }

  private final int most;
  private final int mostOfOneClient;
  private final Map<EventPush, String> clients = new ConcurrentHashMap<>();
  private final ExecutorService writers;
  private final ScheduledExecutorService heartbeats;
  private volatile boolean running;

  /**
   * @param name of the threads
   * @param most streams, and threads that write them
   * @param mostOfOneClient of them; a client is what {@code GALLEY_PROXIES} says it is
   */
  public EventStreams(String name, int most, int mostOfOneClient) {
    this.most = most;
    this.mostOfOneClient = mostOfOneClient;
    ThreadFactory threads =
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        };
    this.writers =
        new ThreadPoolExecutor(
            0, most, THREAD_LIVES_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    this.heartbeats = Executors.newSingleThreadScheduledExecutor(threads);
  }

  /**
   * Answers a request with a stream.
   *
   * @param source see {@link EventPush}
   * @param ended called once when the stream has ended
   * @throws TooMany before anything is answered
   */
  public EventPush open(
      HttpServletRequest request,
      HttpServletResponse response,
      Supplier<List<String>> source,
      Runnable ended) {
    String client = AddressRange.ofOneClient(request.getRemoteAddr());
    synchronized (this) {
      if (!running
          || clients.size() >= most
          || clients.values().stream().filter(client::equals).count() >= mostOfOneClient) {
        throw new TooMany();
      }
      Ended removal = new Ended(ended);
      EventPush stream = new EventPush(request, response, writers, source, removal);
      removal.stream = stream;
      clients.put(stream, client);
      return stream;
    }
  }

  private final class Ended implements Runnable {

    private final Runnable next;
    private @org.jspecify.annotations.Nullable EventPush stream;

    Ended(Runnable next) {
      this.next = next;
    }

    @Override
    public void run() {
      synchronized (EventStreams.this) {
        if (stream != null) {
          clients.remove(stream);
        }
      }
      next.run();
    }
  }

  /** There may be something for all of them to fetch. */
  public void wake() {
    clients.keySet().forEach(EventPush::wake);
  }

  @Override
  public void start() {
    running = true;
    heartbeats.scheduleWithFixedDelay(
        // So that nobody in between takes the connection for dead, and a dead one is found out.
        () -> clients.keySet().forEach(stream -> stream.send(EventPush.comment("alive", null))),
        HEARTBEAT.toMillis(),
        HEARTBEAT.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    running = false;
    heartbeats.shutdownNow();
    clients.keySet().forEach(EventPush::end);
    writers.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** The highest: stops before the web server waits for its requests to end. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
