package dev.galley.feed.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndpointQueueTests {

  private final ExecutorService workers = Executors.newFixedThreadPool(8);

  @AfterEach
  void stop() {
    workers.shutdownNow();
  }

  @Test
  void doesNotLetASlowEndpointDelayOthers() {
    CountDownLatch slow = new CountDownLatch(1);
    EndpointQueue hanging = new EndpointQueue(workers);
    EndpointQueue quick = new EndpointQueue(workers);
    AtomicInteger delivered = new AtomicInteger();

    for (int i = 0; i < 50; i++) {
      hanging.add(() -> hang(slow));
      quick.add(delivered::incrementAndGet);
    }

    await().untilAtomic(delivered, Matchers.is(50));
    assertThat(hanging.size()).isEqualTo(50);
    slow.countDown();
    await().until(() -> hanging.size() == 0);
  }

  @Test
  void goesOnAfterAnAttemptThatFailed() {
    EndpointQueue queue = new EndpointQueue(Runnable::run);
    AtomicInteger delivered = new AtomicInteger();

    assertThatThrownBy(
        () ->
            queue.add(
                () -> {
                  throw new IllegalStateException("On purpose");
                }));
    queue.add(delivered::incrementAndGet);

    assertThat(delivered).hasValue(1);
    assertThat(queue.size()).isZero();
  }

  @Test
  void endsQuietlyWhenItIsStoppedDuringACall() throws InterruptedException {
    ExecutorService stopping = new WebhookConfiguration().webhookWorkers(properties());
    CountDownLatch called = new CountDownLatch(1);
    AtomicReference<Throwable> uncaught = new AtomicReference<>();
    EndpointQueue queue = new EndpointQueue(stopping);
    queue.add(
        () -> {
          Thread.currentThread().setUncaughtExceptionHandler((any, e) -> uncaught.set(e));
          called.countDown();
          hang(new CountDownLatch(1));
        });
    queue.add(() -> {});
    called.await();

    stopping.shutdownNow();

    assertThat(stopping.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(uncaught).hasNullValue();
  }

  @Test
  void callsAnEndpointOnceAtATime() {
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    EndpointQueue queue = new EndpointQueue(workers);

    for (int i = 0; i < 500; i++) {
      queue.add(
          () -> {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            Thread.yield();
            inFlight.decrementAndGet();
          });
    }

    await().until(() -> queue.size() == 0);
    assertThat(most).hasValue(1);
  }

  private static WebhookProperties properties() {
    Duration any = Duration.ofSeconds(1);
    return new WebhookProperties(any, any, 1, 1, any);
  }

  private static void hang(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
