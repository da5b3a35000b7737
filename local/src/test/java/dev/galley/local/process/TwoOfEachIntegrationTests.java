package dev.galley.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.event.Receipt;
import dev.galley.event.Topics;
import dev.galley.local.process.Deployment.Instance;
import dev.galley.local.system.AcknowledgedPost;
import dev.galley.local.system.Api;
import dev.galley.local.system.BusyAuthor;
import dev.galley.local.system.ChildGalley;
import dev.galley.local.system.FreePort;
import dev.galley.local.system.Promises;
import dev.galley.local.system.Topic;
import dev.galley.local.system.WebhookSink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes of each service, which authors use by turns, while one process after the other is
 * killed with SIGKILL or stopped with SIGSTOP for a while. More: {@code -Dgalley.two.rounds=100}.
 */
class TwoOfEachIntegrationTests {

  private static final int ROUNDS = Integer.getInteger("galley.two.rounds", 4);
  private static final int AUTHORS = 6;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** Longer than sessions of consumers and leases of marks and deliveries. */
  private static final int MAX_STOP_MILLIS = 12_000;

  private final long seed = Long.getLong("galley.two.seed", System.nanoTime());
  private final List<AcknowledgedPost> posts = new CopyOnWriteArrayList<>();
  private final AtomicBoolean on = new AtomicBoolean(true);

  @Test
  void losesNothingAcknowledgedAndAnnouncesNothingTwice(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
    System.out.println("Seed of two of each: -Dgalley.two.seed=" + seed);
    Random random = new Random(seed);
    try (WebhookSink subscriber = new WebhookSink();
        WebhookSink other = new WebhookSink();
        WebhookSink failing = new WebhookSink();
        WebhookSink gone = new WebhookSink();
        Machinery broker = Machinery.ownBroker(folder, FreePort.any());
        Machinery store = Machinery.ownStore(folder);
        Deployment deployment =
            new Deployment(
                folder,
                store.address(),
                broker.address(),
                service -> 2,
                ChildGalley.LOOPBACK_SUBSCRIBERS)) {
      deployment.awaitReady();
      Api feeds = api(deployment.of("feed-service").get(0), deployment);
      failing.answer(500);
      gone.answer(410);
      for (WebhookSink sink : List.of(subscriber, other, failing, gone)) {
        feeds.change("POST", "/api/webhooks", Map.of("url", sink.url(), "name", "sink"), 0);
      }

      publishWhileInstancesFail(deployment, random);

      deployment.awaitReady();
      tell(broker.address(), subscriber);
      new Promises(
              posts,
              api(deployment.of("post-service").get(0), deployment),
              apis("render-service", deployment),
              apis("feed-service", deployment),
              broker.address(),
              subscriber)
          .areKept();
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(told(other)).isEqualTo(told(subscriber)));
      assertThat(feeds.read("/api/webhooks").toString()).contains("410 Gone");
      tell(broker.address(), subscriber);
    }
  }

  /** The posts and revisions that a subscriber was told of. */
  private static Set<String> told(WebhookSink subscriber) {
    return subscriber.calls().stream()
        .map(call -> call.body().at("/data/postId") + " " + call.body().at("/data/revision"))
        .collect(Collectors.toSet());
  }

  private static Api api(Instance instance, Deployment deployment) {
    return new Api(instance.address().toString(), deployment.ownerToken());
  }

  private static List<Api> apis(String service, Deployment deployment) {
    return deployment.of(service).stream().map(instance -> api(instance, deployment)).toList();
  }

  private void publishWhileInstancesFail(Deployment deployment, Random random) throws Exception {
    List<Api> servers = apis("post-service", deployment);
    ExecutorService authors = Executors.newFixedThreadPool(AUTHORS);
    List<Future<?>> working = new ArrayList<>();
    for (int author = 0; author < AUTHORS; author++) {
      Random own = new Random(random.nextLong());
      working.add(
          authors.submit(
              new BusyAuthor(
                  () -> servers.get(own.nextInt(servers.size())),
                  own,
                  "two-" + author,
                  posts,
                  on::get)));
    }
    await().atMost(PATIENCE).until(() -> posts.size() >= AUTHORS);
    List<Instance> inTurn = new ArrayList<>(deployment.instances());
    Collections.shuffle(inTurn, random);
    for (int round = 0; round < ROUNDS; round++) {
      disturb(inTurn.get(round % inTurn.size()), random);
    }
    on.set(false);
    for (Future<?> author : working) {
      author.get(60, TimeUnit.SECONDS);
    }
    authors.shutdown();
  }

  private static void disturb(Instance instance, Random random) throws InterruptedException {
    if (random.nextBoolean()) {
      System.out.println(Instant.now() + " killing " + instance.home().getFileName());
      instance.kill();
      instance.start();
    } else {
      System.out.println(Instant.now() + " stopping " + instance.home().getFileName());
      instance.signal("STOP");
      TimeUnit.MILLISECONDS.sleep(random.nextInt(MAX_STOP_MILLIS));
      instance.signal("CONT");
    }
    TimeUnit.MILLISECONDS.sleep(random.nextInt(3_000));
  }

  private static Instant acceptedAt(ConsumerRecord<?, ?> record) {
    return Instant.parse(header(record, "ce_time"));
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  /** What it cost: figures, not promises. */
  private void tell(String bootstrapServers, WebhookSink subscriber) {
    List<ConsumerRecord<byte[], byte[]>> records = Topic.read(bootstrapServers, Topics.POSTS);
    long events = records.stream().map(record -> header(record, "ce_id")).distinct().count();
    long ids = subscriber.calls().stream().map(WebhookSink.Call::id).distinct().count();
    List<Receipt> pages =
        Topic.events(bootstrapServers, Topics.RECEIPTS, Receipt.class).stream()
            .filter(receipt -> receipt.step().equals("page"))
            .sorted(Comparator.comparingLong(Receipt::latencyMillis))
            .toList();
    long slowestSending =
        records.stream()
            .mapToLong(record -> record.timestamp() - acceptedAt(record).toEpochMilli())
            .max()
            .orElse(0);
    Receipt slowest = pages.get(pages.size() - 1);
    System.out.printf(
        "%d rounds, %d posts; %d records of %d events; %d calls of %d messages; sent after %d ms"
            + " (worst), pages after %d ms (median), %d ms (90 %%), %d ms (worst, at %s)%n",
        ROUNDS,
        posts.size(),
        records.size(),
        events,
        subscriber.calls().size(),
        ids,
        slowestSending,
        pages.get(pages.size() / 2).latencyMillis(),
        pages.get(pages.size() * 9 / 10).latencyMillis(),
        slowest.latencyMillis(),
        slowest.occurredAt());
    assertThat(posts).hasSizeGreaterThan(AUTHORS);
  }
}
