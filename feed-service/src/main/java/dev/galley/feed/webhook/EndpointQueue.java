package dev.galley.feed.webhook;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done for one endpoint now, one at a time, so that a slow one holds one thread and
 * delays no other. Thread-safe.
 */
final class EndpointQueue {

  private final Executor workers;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean busy;

  EndpointQueue(Executor workers) {
    this.workers = workers;
  }

  /** Adds an attempt behind the others. */
  void add(Runnable attempt) {
    synchronized (this) {
      waiting.add(attempt);
    }
    proceed();
  }

  /** How many attempts are not done. */
  synchronized int size() {
    return waiting.size() + (busy ? 1 : 0);
  }

  private void proceed() {
    Runnable next = next();
    if (next != null) {
      workers.execute(
          () -> {
            try {
              next.run();
            } finally {
              done();
            }
          });
    }
  }

  private synchronized @Nullable Runnable next() {
    if (busy || waiting.isEmpty()) {
      return null;
    }
    busy = true;
    return waiting.remove();
  }

  private void done() {
    synchronized (this) {
      busy = false;
    }
    proceed();
  }
}
