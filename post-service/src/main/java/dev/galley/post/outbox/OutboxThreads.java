package dev.galley.post.outbox;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads of the outbox, each kind of waiting on its own: for the broker, for the store. */
record OutboxThreads(
    ScheduledExecutorService relay, ExecutorService store, ScheduledExecutorService background) {

  /** No more than the connections that requests can spare. */
  private static final int STORE_THREADS = 4;

  /** One for the sweep, one for the reconciliation, which may take long. */
  private static final int BACKGROUND_THREADS = 2;

  static OutboxThreads start() {
    return new OutboxThreads(
        Executors.newSingleThreadScheduledExecutor(named("outbox-relay")),
        Executors.newFixedThreadPool(STORE_THREADS, named("outbox-store")),
        Executors.newScheduledThreadPool(BACKGROUND_THREADS, named("outbox-background")));
  }

  private static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Stops all; what the store was asked has some time to end. */
  void stop(Duration patience) throws InterruptedException {
    relay.shutdownNow();
    background.shutdownNow();
    store.shutdown();
    store.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
  }
}
