package dev.galley.post.watching;

import dev.galley.web.EventPush;
import dev.galley.web.EventStreams;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Pushes news of posts to whoever watches them: at once when this instance learns of a change, and
 * within two seconds when another one did. Thread-safe.
 */
public final class Watchers implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Watchers.class);

  private static final int MAX_WATCHERS = 500;

  /** An editor has some posts open; an office behind one address has some editors. */
  private static final int MAX_OF_ONE_CLIENT = 50;

  private static final Duration POLL = Duration.ofSeconds(2);
  private static final int THREADS = 2;

  private final Function<String, List<News>> news;
  private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService executor;
  private final EventStreams streams;
  private volatile boolean running;

  /**
   * @param name of the threads
   * @param news all that there is to tell of a post with this id, in order; asked every two seconds
   *     while somebody watches it. When it throws, it is asked again then
   */
  public Watchers(String name, Function<String, List<News>> news) {
    this.news = news;
    this.streams = new EventStreams(name + "-writer", MAX_WATCHERS, MAX_OF_ONE_CLIENT);
    this.executor =
        Executors.newScheduledThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * The place of a watcher, to be taken before the store is asked anything.
   *
   * @throws EventStreams.TooMany when there is none
   */
  public EventStreams.Place place(HttpServletRequest request) {
    return streams.place(request);
  }

  /**
   * Answers a request with the news of a post as they come.
   *
   * @param allowed whether the browser still may follow it; asked every two seconds
   * @param ended called once when the stream has ended
   */
  public void watch(
      EventStreams.Place place,
      String postId,
      BooleanSupplier allowed,
      Runnable ended,
      HttpServletRequest request,
      HttpServletResponse response) {
    AtomicReference<Watcher> watcher = new AtomicReference<>();
    EventPush push =
        place.open(
            request,
            response,
            List::of,
            () -> {
              remove(watcher.get());
              ended.run();
            });
    if (push == null) {
      return;
    }
    watcher.set(new Watcher(postId, push, allowed));
    watchers.add(watcher.get());
    // At once, so that the browser knows it is connected even when there is nothing to tell.
    if (push.send(EventPush.comment("alive", null))) {
      changed(postId);
    } else {
      watchers.remove(watcher.get());
    }
  }

  private void remove(@Nullable Watcher ended) {
    if (ended != null) {
      watchers.remove(ended);
    }
  }

  /** There may be news of a post. */
  public void changed(String postId) {
    if (watchers.stream().noneMatch(watcher -> watcher.postId().equals(postId))
        || !changed.add(postId)) {
      return;
    }
    try {
      executor.execute(() -> tell(postId));
    } catch (RejectedExecutionException e) {
      log.debug("Stopped");
    }
  }

  private void tell(String postId) {
    changed.remove(postId);
    try {
      List<News> all = news.apply(postId);
      watchers.stream()
          .filter(watcher -> watcher.postId().equals(postId))
          .forEach(watcher -> watcher.tell(all));
    } catch (RuntimeException e) {
      log.debug("The news cannot be read; the next look will try again", e);
    } catch (Error e) {
      log.warn("The news cannot be read; the next look will try again", e);
    }
  }

  @Override
  public void start() {
    running = true;
    streams.start();
    repeat(
        () ->
            watchers.stream()
                .map(Watcher::postId)
                .collect(Collectors.toSet())
                .forEach(this::changed),
        POLL);
    repeat(this::endWhatIsNotAllowed, POLL);
  }

  private void endWhatIsNotAllowed() {
    try {
      watchers.stream().filter(watcher -> !watcher.isAllowed()).forEach(Watcher::end);
    } catch (RuntimeException e) {
      log.debug("Nobody can tell who may watch; the next look will", e);
    } catch (Error e) {
      log.warn("Nobody can tell who may watch; the next look will", e);
    }
  }

  private void repeat(Runnable work, Duration interval) {
    executor.scheduleWithFixedDelay(
        work, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Open streams would keep the web server from stopping. */
  @Override
  public void stop() {
    running = false;
    executor.shutdownNow();
    streams.stop();
    watchers.clear();
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
