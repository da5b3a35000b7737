package dev.galley.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;

/**
 * One stream of server-sent events: what is pushed, and what it fetches itself as fast as its
 * reader reads. All writes are made by a thread that nobody else needs, and that waits for the
 * reader; a reader that stays behind with what is pushed, or takes nothing for as long as {@code
 * dev.galley.web.connection} allows, is dropped and may come again. Thread-safe.
 */
public final class EventPush {

  private static final Logger log = LoggerFactory.getLogger(EventPush.class);

  private static final int MAX_PENDING = 100;

  /** Browsers come back by themselves; a stream that nobody reads any more does not. */
  private static final Duration LIFE = Duration.ofHours(1);

  private final AsyncContext request;
  private final Executor writers;
  private final Supplier<List<String>> source;
  private final Queue<String> pending = new ArrayDeque<>();
  private final Queue<String> fetched = new ArrayDeque<>();
  private boolean news;
  private boolean writing;
  private boolean closed;

  /**
   * Begins to answer a request, after {@link #head}.
   *
   * @param source gives the next events, or none when there are none now; asked after a {@link
   *     #wake}, by one thread at a time that may wait, and only when all before is sent. When it
   *     throws, the stream ends
   * @param ended called once when nothing can be sent any more, whoever ended it
   */
  EventPush(
      HttpServletRequest request,
      HttpServletResponse response,
      Executor writers,
      Supplier<List<String>> source,
      Runnable ended) {
    this.writers = writers;
    this.source = source;
    this.request = request.startAsync(request, response);
    this.request.setTimeout(LIFE.toMillis());
    this.request.addListener(new End(ended));
  }

  static void head(HttpServletResponse response) {
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setHeader("Cache-Control", "no-store");
    // A proxy that collects answers would hold the events back.
    response.setHeader("X-Accel-Buffering", "no");
  }

  /**
   * An event as it is sent.
   *
   * @param id null for one that nobody goes on after
   * @param data without line breaks, as JSON is
   */
  public static String event(@Nullable String id, String name, String data) {
    return (id == null ? "" : "id:" + id + "\n") + "event:" + name + "\ndata:" + data + "\n\n";
  }

  /** What readers pass over; {@code retry} says after how long to come back, null leaves that. */
  public static String comment(String text, @Nullable Duration retry) {
    return (retry == null ? "" : "retry:" + retry.toMillis() + "\n") + ":" + text + "\n\n";
  }

  /**
   * Sends an event as soon as the reader has read what was before; returns at once.
   *
   * @param event see {@link #event} and {@link #comment}
   * @return false when the stream has ended, perhaps just now since its reader is too slow
   */
  public synchronized boolean send(String event) {
    if (closed || pending.size() == MAX_PENDING) {
      end();
      return false;
    }
    pending.add(event);
    return writing || beginToWrite();
  }

  /** There may be something to fetch; returns at once. */
  public synchronized void wake() {
    if (!closed) {
      news = true;
      if (!writing) {
        beginToWrite();
      }
    }
  }

  private synchronized boolean beginToWrite() {
    writing = true;
    try {
      writers.execute(this::write);
      return true;
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      // The second when the process can have no more threads.
      writing = false;
      end();
      log.warn("A stream ends, since there is no thread for it: {}", e.getMessage());
      return false;
    }
  }

  /** Ends the stream; what was not sent is not. */
  public synchronized void end() {
    close();
    if (!writing) {
      complete();
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
      OutputStream out = request.getResponse().getOutputStream();
      for (String event = next(); event != null; event = next()) {
        out.write(event.getBytes(StandardCharsets.UTF_8));
        request.getResponse().flushBuffer();
      }
    } catch (IOException | RuntimeException e) {
      // The reader is gone, or has not read for so long that it was given up; or the source cannot
      // be read.
      log.debug("A stream ends: {}", e.getMessage());
      failed();
    } catch (Error e) {
      // Else it would be mute, and keep its place until its time is over.
      failed();
      log.error("A stream ends", e);
    }
  }

  private synchronized void failed() {
    close();
    stopped();
  }

  private @Nullable String next() {
    while (true) {
      synchronized (this) {
        String event = pending.isEmpty() ? fetched.poll() : pending.poll();
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
    List<String> more = source.get();
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
      complete();
    }
  }

  private void complete() {
    try {
      request.complete();
    } catch (IllegalStateException e) {
      log.debug("Ended already", e);
    }
  }

  private final class End implements AsyncListener {

    private final Runnable ended;

    End(Runnable ended) {
      this.ended = ended;
    }

    @Override
    public void onComplete(AsyncEvent event) {
      ended.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      end();
    }

    @Override
    public void onError(AsyncEvent event) {
      end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      // Nobody does.
    }
  }
}
