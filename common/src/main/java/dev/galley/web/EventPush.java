package dev.galley.web;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One stream of server-sent events: what is pushed, and what it fetches itself as fast as its
 * reader reads. A write waits for its reader on a thread that nobody else needs; a reader that
 * stays behind with what is pushed is dropped and may come again. Thread-safe.
 */
public final class EventPush {

  private static final Logger log = LoggerFactory.getLogger(EventPush.class);

  private static final int MAX_PENDING = 100;
  private static final long THREAD_LIVES_SECONDS = 5;

  /** Browsers come back by themselves; a stream that nobody reads any more does not. */
  private static final Duration LIFE = Duration.ofHours(1);

  private final SseEmitter emitter =
      new SseEmitter(LIFE.toMillis()) {
        @Override
        protected void extendResponse(ServerHttpResponse response) {
          super.extendResponse(response);
          opened();
        }
      };
  private final ExecutorService writers;
  private final Supplier<List<SseEmitter.SseEventBuilder>> source;
  private final Queue<SseEmitter.SseEventBuilder> pending = new ArrayDeque<>();
  private final Queue<SseEmitter.SseEventBuilder> fetched = new ArrayDeque<>();
  private boolean news;
  private boolean open;
  private boolean writing;
  private boolean closed;

  /**
   * Makes a stream of what is pushed.
   *
   * @param writers see {@link #writers}
   */
  public EventPush(ExecutorService writers) {
    this(writers, List::of);
  }

  /**
   * Makes a stream that fetches.
   *
   * @param writers see {@link #writers}
   * @param source gives the next events, or none when there are none now; asked after a {@link
   *     #wake}, by one thread at a time that may wait, and only when all before is sent. When it
   *     throws, the stream ends
   */
  public EventPush(ExecutorService writers, Supplier<List<SseEmitter.SseEventBuilder>> source) {
    this.writers = writers;
    this.source = source;
    emitter.onTimeout(this::end);
  }

  /**
   * Threads for the writes of a group of streams, one for each that is being written.
   *
   * @param maxThreads with as many readers that do not read, further streams are dropped
   */
  public static ExecutorService writers(String name, int maxThreads) {
    return new ThreadPoolExecutor(
        0,
        maxThreads,
        THREAD_LIVES_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** What a controller answers with. */
  public SseEmitter emitter() {
    return emitter;
  }

  /** Says once that the stream has ended, whoever ended it. */
  public void onEnd(Runnable listener) {
    emitter.onCompletion(listener);
    emitter.onError(failure -> listener.run());
  }

  /**
   * Sends an event as soon as the reader has read what was before; returns at once.
   *
   * @return false when the stream has ended, perhaps just now since its reader is too slow
   */
  public synchronized boolean send(SseEmitter.SseEventBuilder event) {
    if (closed || pending.size() == MAX_PENDING) {
      end();
      return false;
    }
    pending.add(event);
    return writing || !open || beginToWrite();
  }

  /** There may be something to fetch; returns at once. */
  public synchronized void wake() {
    if (!closed) {
      news = true;
      if (!writing && open) {
        beginToWrite();
      }
    }
  }

  /** What is sent before waits here: the emitter would have the request's own thread write it. */
  private synchronized void opened() {
    open = true;
    if (!pending.isEmpty() || news) {
      beginToWrite();
    }
  }

  private synchronized boolean beginToWrite() {
    writing = true;
    try {
      writers.execute(this::write);
      return true;
    } catch (RejectedExecutionException e) {
      writing = false;
      end();
      return false;
    }
  }

  /** Ends the stream; what was not sent is not. */
  public synchronized void end() {
    close();
    if (!writing) {
      emitter.complete();
    }
    // Else its writer does so: nobody waits here for a reader that does not read.
  }

  private void close() {
    closed = true;
    pending.clear();
    fetched.clear();
    news = false;
  }

  private void write() {
    try {
      for (SseEmitter.SseEventBuilder event = next(); event != null; event = next()) {
        emitter.send(event);
      }
    } catch (IOException | RuntimeException e) {
      // The reader is gone, or has not read for so long that the web server gave it up; or the
      // source cannot be read.
      log.debug("A stream ends: {}", e.getMessage());
      failed();
    }
  }

  private synchronized void failed() {
    close();
    stopped();
  }

  private SseEmitter.@Nullable SseEventBuilder next() {
    while (true) {
      synchronized (this) {
        SseEmitter.SseEventBuilder event = pending.isEmpty() ? fetched.poll() : pending.poll();
        if (event != null) {
          return event;
        }
        if (!news) {
          stopped();
          return null;
        }
        news = false;
      }
      fetch();
    }
  }

  private void fetch() {
    List<SseEmitter.SseEventBuilder> more = source.get();
    synchronized (this) {
      if (!closed) {
        fetched.addAll(more);
        news |= !more.isEmpty();
      }
    }
  }

  private synchronized void stopped() {
    writing = false;
    if (closed) {
      emitter.complete();
    }
  }
}
