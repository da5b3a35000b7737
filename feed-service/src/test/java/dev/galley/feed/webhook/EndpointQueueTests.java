package dev.galley.feed.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.feed.webhook.EndpointQueue.Next;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
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
