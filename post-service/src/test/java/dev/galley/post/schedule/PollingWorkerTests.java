package dev.galley.post.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class PollingWorkerTests {

  @Test
  void looksAgainAfterAnErrorOfTheProgram() throws InterruptedException {
    CountDownLatch looks = new CountDownLatch(2);
    BooleanSupplier work =
        () -> {
          looks.countDown();
          // As where the program's files were replaced while it runs.
          throw new NoClassDefFoundError("gone");
        };
    PollingWorker worker = new PollingWorker("testing", work, Duration.ofMillis(1));

    worker.start();

    assertThat(looks.await(60, TimeUnit.SECONDS)).isTrue();
    worker.stop();
  }

  @Test
  void endsWithoutTheLookThatWouldBeNext() {
    CompletableFuture<Thread> looking = new CompletableFuture<>();
    BooleanSupplier work = () -> !looking.complete(Thread.currentThread());
    PollingWorker worker = new PollingWorker("testing", work, Duration.ofHours(1));
    worker.start();
    Thread thread = looking.join();

    worker.stop();

    await().until(() -> !thread.isAlive());
  }

  @Test
  void endsThoughThereIsAlwaysMoreToDo() {
    CompletableFuture<Thread> looking = new CompletableFuture<>();
    BooleanSupplier work =
        () -> {
          looking.complete(Thread.currentThread());
          return true;
        };
    PollingWorker worker = new PollingWorker("testing", work, Duration.ofMillis(1));
    worker.start();
    Thread thread = looking.join();

    worker.stop();

    await().until(() -> !thread.isAlive());
  }
}
