package dev.galley.feed.announcement;

import static dev.galley.feed.entry.EntryFixtures.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import dev.galley.feed.FeedDatabase;
import dev.galley.feed.entry.EntryFixtures;
import dev.galley.feed.entry.EntryListener.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With threads and time as they are. */
class DispatcherTests {

  @RegisterExtension final FeedDatabase database = new FeedDatabase();

  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final CountDownLatch slowOnes = new CountDownLatch(1);

  @AfterEach
  void stop() {
    slowOnes.countDown();
    workers.shutdownNow();
  }

  /** Six that do not answer have all four places. */
  private final class Slow implements Channel {

    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> atOnce = new ConcurrentHashMap<>();
    private final AtomicInteger most = new AtomicInteger();
    private final Semaphore turns;

    private Slow(int turns) {
      this.turns = new Semaphore(turns);
    }

    @Override
    public void awaitTurn() {
      try {
        turns.acquire();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public String name() {
      return "webhook";
    }

    @Override
    public List<Recipient> recipients(Announcement announcement, String after, int limit) {
      return IntStream.range(0, 20)
          .mapToObj("r%02d"::formatted)
          .filter(id -> after == null || id.compareTo(after) > 0)
          .limit(limit)
          .map(id -> new Recipient(id, id))
          .toList();
    }

    @Override
    public Outcome attempt(Announcement announcement, Delivery delivery) {
      String id = delivery.recipientId();
      AtomicInteger now = atOnce.computeIfAbsent(id, any -> new AtomicInteger());
      most.accumulateAndGet(now.incrementAndGet(), Math::max);
      try {
        if (id.compareTo("r06") < 0) {
          slowOnes.await();
        }
        told.add(id);
        return new Outcome.Delivered();
      } catch (InterruptedException e) {
        return new Outcome.Retry(null, "was cut off");
      } finally {
        now.decrementAndGet();
      }
    }

    @Override
    public boolean repeatable() {
      return true;
    }

    @Override
    public boolean namesRecipients() {
      return true;
    }

    @Override
    public int workers() {
      return 4;
    }

    @Override
    public int slowWorkers() {
      return 20;
    }
  }

  private static void announce(Machinery.Process process, String post) {
    process.announcing.onLive(
        EntryFixtures.entry(published(post, 1, dev.galley.event.Update.FIRST)),
        new Cause(Instant.now(), false, false),
        Machinery.told());
  }

  @Test
  void letsManySlowOnesDelayNobodyAndTellsEachOneThingAtATime() {
    Slow channel = new Slow(Integer.MAX_VALUE);
    Machinery machinery = new Machinery(database.get(), workers, channel);
    Machinery.Process process = machinery.first();
    process.dispatcher.start();
    announce(process, "post-0");
    announce(process, "post-1");

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(channel.told).hasSize(14).doesNotContain("r00", "r05"));
    slowOnes.countDown();
    await().atMost(Duration.ofSeconds(30)).until(() -> machinery.unsettled() == 0);
    process.dispatcher.stop();

    assertThat(channel.told).hasSize(20);
    assertThat(channel.most.get()).isEqualTo(1);
  }

  @Test
  void claimsNothingThatIsNotYetToBeTold() {
    Slow channel = new Slow(0);
    slowOnes.countDown();
    Machinery machinery = new Machinery(database.get(), workers, channel);
    Machinery.Process process = machinery.first();
    process.dispatcher.start();
    announce(process, "post-0");
    await().atMost(Duration.ofSeconds(30)).until(() -> machinery.unsettled() == 20);

    channel.turns.release(3);

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                channel.told.size() == 3
                    && machinery.documents("deliveries").countDocuments(Filters.eq("begun", true))
                        == 0);
    channel.turns.release(1_000);
    await().atMost(Duration.ofSeconds(30)).until(() -> machinery.unsettled() == 0);
    process.dispatcher.stop();
    assertThat(channel.told).hasSize(20);
  }

  @Test
  void goesOnWhenThereAreThreadsAgain() {
    Slow channel = new Slow(Integer.MAX_VALUE);
    slowOnes.countDown();
    AtomicBoolean scarce = new AtomicBoolean(true);
    Machinery machinery =
        new Machinery(
            database.get(),
            task -> {
              if (scarce.get()) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              workers.execute(task);
            },
            channel);
    Machinery.Process process = machinery.first();
    announce(process, "post-0");
    for (int look = 0; look < channel.workers(); look++) {
      process.tick();
    }

    scarce.set(false);
    process.tick();

    await().untilAsserted(() -> assertThat(channel.told).hasSize(20));
  }
}
