package dev.galley.post.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
}
