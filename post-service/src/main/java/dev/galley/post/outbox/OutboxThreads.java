package dev.galley.post.outbox;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of the outbox, each kind of waiting on its own: for the broker, for the store. */
record OutboxThreads(
    ScheduledExecutorService relay, ExecutorService store, ScheduledExecutorService background) {

  private static final Logger log = LoggerFactory.getLogger(OutboxThreads.class);

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

  /** Does it on the relay's thread. */
  void relay(Runnable action) {
    relayLater(action, Duration.ZERO);
  }

  /** Does it on the relay's thread after a while. */
  void relayLater(Runnable action, Duration delay) {
    try {
      relay.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("Stopped; the next start sends the rest");
    }
  }

  /** Asks the store on a thread of its own; the answer comes to the relay's. */
  <T> void ask(
      Supplier<T> question, Consumer<T> whenAnswered, Consumer<RuntimeException> whenFailed) {
    try {
      store.execute(
          () -> {
            T answer;
            try {
              answer = question.get();
            } catch (RuntimeException e) {
              relay(() -> whenFailed.accept(e));
              return;
            }
            relay(() -> whenAnswered.accept(answer));
          });
    } catch (RejectedExecutionException e) {
      log.debug("Stopped; the next start sends the rest");
    }
  }

  /** Stops all; what the store was asked has some time to end. */
  void stop(Duration patience) throws InterruptedException {
    relay.shutdownNow();
    background.shutdownNow();
    store.shutdown();
    store.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
  }
}
