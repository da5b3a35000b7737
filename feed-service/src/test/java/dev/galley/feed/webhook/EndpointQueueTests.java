package dev.galley.feed.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.feed.webhook.EndpointQueue.Next;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndpointQueueTests {

  private final ExecutorService workers = Executors.newFixedThreadPool(8);
  private final SystemTimer timer = new SystemTimer(Clock.systemUTC());

  @AfterEach
  void stop() {
    workers.shutdownNow();
    timer.close();
  }

  @Test
  void doesNotLetASlowEndpointDelayOthers() {
    CountDownLatch slow = new CountDownLatch(1);
    EndpointQueue hanging = queue(delivery -> awaited(slow));
    AtomicInteger delivered = new AtomicInteger();
    EndpointQueue quick =
        queue(
            delivery -> {
              delivered.incrementAndGet();
              return new Next(null, null);
            });

    for (int i = 0; i < 50; i++) {
      hanging.add(delivery("slow-" + i));
      quick.add(delivery("quick-" + i));
    }

    await().untilAtomic(delivered, org.hamcrest.Matchers.is(50));
    assertThat(hanging.size()).isEqualTo(50);
    slow.countDown();
    await().until(() -> hanging.size() == 0);
  }

  @Test
  void endsQuietlyWhenItIsStoppedDuringACall() throws InterruptedException {
    ExecutorService stopping = new WebhookConfiguration().webhookWorkers(properties());
    CountDownLatch called = new CountDownLatch(1);
    AtomicReference<Throwable> uncaught = new AtomicReference<>();
    EndpointQueue queue =
        new EndpointQueue(
            delivery -> {
              Thread.currentThread().setUncaughtExceptionHandler((any, e) -> uncaught.set(e));
              called.countDown();
              return awaited(new CountDownLatch(1));
            },
            stopping,
            timer,
            Clock.systemUTC());
    queue.add(delivery("interrupted"));
    queue.add(delivery("waits"));
    called.await();

    stopping.shutdownNow();

    assertThat(stopping.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(uncaught).hasNullValue();
  }

  @Test
  void callsAnEndpointOnceAtATime() {
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    EndpointQueue queue =
        queue(
            delivery -> {
              most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
              Thread.yield();
              inFlight.decrementAndGet();
              return new Next(null, null);
            });

    for (int i = 0; i < 500; i++) {
      queue.add(delivery("d-" + i));
    }

    await().until(() -> queue.size() == 0);
    assertThat(most).hasValue(1);
  }

  private EndpointQueue queue(EndpointQueue.Attempts attempts) {
    return new EndpointQueue(attempts, workers, timer, Clock.systemUTC());
  }

  private static WebhookProperties properties() {
    Duration any = Duration.ofSeconds(1);
    return new WebhookProperties(any, any, 1, 1, null);
  }

  private static PendingDelivery delivery(String id) {
    return new PendingDelivery(id, "webhook", Clock.systemUTC().instant(), "here");
  }

  private static Next awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Next(null, null);
  }
}
