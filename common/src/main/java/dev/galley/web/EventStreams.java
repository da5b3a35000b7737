package dev.galley.web;

import dev.galley.web.connection.AddressRange;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * All streams of one kind: how many there may be, how many of them one client may have, and that
 * they show life now and then. Thread-safe.
 */
public final class EventStreams implements SmartLifecycle {

  private static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final long THREAD_LIVES_SECONDS = 5;

  /** There are as many as there may be, or as this client may have. */
  public static final class TooMany extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooMany() {
      super("Too many streams");
    }

    /** 429, for an answer with {@code Retry-After}. */
    public ProblemDetail problem() {
      return Problems.of(
          HttpStatus.TOO_MANY_REQUESTS,
          "too-many-streams",
          "Too many streams of events are open",
          "Close one, or read the same as JSON, or try again later.");
    }
  }

  private final int most;
  private final int mostOfOneClient;
  private final Set<Place> places = ConcurrentHashMap.newKeySet();
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
   * Takes the place of a stream: before anything is asked of a store or broker, which a refused
   * client must cost nothing.
   *
   * @throws TooMany when there is none for this client
   */
  public Place place(HttpServletRequest request) {
    String client = AddressRange.ofOneClient(request.getRemoteAddr());
    synchronized (this) {
      if (!running
          || places.size() >= most
          || places.stream().filter(place -> place.client.equals(client)).count()
              >= mostOfOneClient) {
        throw new TooMany();
      }
      Place place = new Place(client);
      places.add(place);
      return place;
    }
  }

  /** A place among the streams: its stream's until that ends, or free again when closed before. */
  public final class Place implements AutoCloseable {

    private final String client;
    private volatile @Nullable EventPush stream;

    private Place(String client) {
      this.client = client;
    }

    /**
     * Answers a request with a stream; once.
     *
     * @param source see {@link EventPush}
     * @param ended called once when the stream has ended
     * @return null when the answer has no content (HEAD; RFC 9110, 9.3.2)
     */
    public @Nullable EventPush open(
        HttpServletRequest request,
        HttpServletResponse response,
        Supplier<List<String>> source,
        Runnable ended) {
      EventPush.head(response);
      if (request.getMethod().equals("HEAD")) {
        ended.run();
        return null;
      }
      EventPush opened =
          new EventPush(
              request,
              response,
              writers,
              source,
              () -> {
                places.remove(this);
                ended.run();
              });
      stream = opened;
      if (!running) {
        opened.end();
      }
      return opened;
    }

    @Override
    public void close() {
      if (stream == null) {
        places.remove(this);
      }
    }
  }

  private void each(Consumer<EventPush> work) {
    for (Place place : places) {
      EventPush stream = place.stream;
      if (stream != null) {
        work.accept(stream);
      }
    }
  }

  /** There may be something for all of them to fetch. */
  public void wake() {
    each(EventPush::wake);
  }

  @Override
  public void start() {
    running = true;
    heartbeats.scheduleWithFixedDelay(
        // So that nobody in between takes the connection for dead, and a dead one is found out.
        () -> each(stream -> stream.send(EventPush.comment("alive", null))),
        HEARTBEAT.toMillis(),
        HEARTBEAT.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    running = false;
    heartbeats.shutdownNow();
    each(EventPush::end);
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
