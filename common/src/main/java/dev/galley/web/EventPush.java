package dev.galley.web;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One stream of server-sent events. A write waits for its reader on a thread that nobody else
 * needs; a reader that stays behind is dropped and may come again. Thread-safe.
 */
public final class EventPush {

  private static final int MAX_PENDING = 100;
  private static final long THREAD_LIVES_SECONDS = 5;

  private final SseEmitter emitter =
      new SseEmitter(0L) {
        @Override
        protected void extendResponse(ServerHttpResponse response) {
          super.extendResponse(response);
          opened();
        }
      };
  private final ExecutorService writers;
  private final Queue<SseEmitter.SseEventBuilder> pending = new ArrayDeque<>();
  private boolean open;
  private boolean writing;
  private boolean closed;

  /**
   * Makes a stream.
   *
   * @param writers see {@link #writers}
   */
  public EventPush(ExecutorService writers) {
    this.writers = writers;
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

  /** What is sent before waits here: the emitter would have the request's own thread write it. */
  private synchronized void opened() {
    open = true;
    if (!pending.isEmpty()) {
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
    closed = true;
    pending.clear();
    if (!writing) {
      emitter.complete();
    }
    // Else its writer does so: nobody waits here for a reader that does not read.
  }

  private void write() {
    try {
      for (SseEmitter.SseEventBuilder event = next(); event != null; event = next()) {
        emitter.send(event);
      }
    } catch (IOException | IllegalStateException e) {
      // The reader is gone, or has not read for so long that the web server gave it up.
      failed();
    }
  }

  private synchronized void failed() {
    closed = true;
    pending.clear();
    stopped();
  }

  private synchronized SseEmitter.@Nullable SseEventBuilder next() {
    SseEmitter.SseEventBuilder event = pending.poll();
    if (event == null) {
      stopped();
    }
    return event;
  }

  private synchronized void stopped() {
    writing = false;
    if (closed) {
      emitter.complete();
    }
  }
}
