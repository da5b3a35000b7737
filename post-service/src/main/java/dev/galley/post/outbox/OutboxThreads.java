package dev.galley.post.outbox;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The threads of the outbox, one for each kind of waiting: for the broker, for the store, and for
 * work that may take long.
 */
record OutboxThreads(
    ScheduledExecutorService relay,
    ScheduledExecutorService settling,
    ScheduledExecutorService background) {

  static OutboxThreads start() {
    return new OutboxThreads(
        thread("outbox-relay"), thread("outbox-settling"), thread("outbox-background"));
  }

  private static ScheduledExecutorService thread(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Stops all; what runs has some time to end. */
  void stop(Duration patience) throws InterruptedException {
    relay.shutdownNow();
    background.shutdownNow();
    settling.shutdown();
    settling.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
  }
}
