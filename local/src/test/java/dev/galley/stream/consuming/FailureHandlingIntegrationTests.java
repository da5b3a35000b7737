package dev.galley.stream.consuming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.event.PageEvent;
import dev.galley.event.PageRemoved;
import dev.galley.event.PageRendered;
import dev.galley.event.Receipt;
import dev.galley.event.Topics;
import dev.galley.local.broker.EmbeddedBroker;
import dev.galley.local.system.FreePort;
import dev.galley.local.system.Topic;
import dev.galley.stream.EventSender;
import dev.galley.stream.ServiceTopics;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.codec.CloudEventHeaders;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.codec.EventIds;
import dev.galley.stream.codec.PoisonRecords;
import dev.galley.stream.observing.BrokerAdmin;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What a consumer's container does, on a real broker, about records it cannot handle. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "spring.config.import=classpath:dev/galley/stream/stream.yml",
      "spring.application.name=failing-service",
      "spring.cloud.function.definition=pages",
      "spring.cloud.stream.bindings.pages-in-0.destination=" + Topics.PAGES,
      "spring.cloud.stream.bindings.pages-in-0.group=" + Topics.FEED_GROUP,
      "galley.consuming.step=page",
      "galley.topics.partitions=1"
    })
class FailureHandlingIntegrationTests {

  private static final String DEAD_LETTERS = Topics.deadLetters(Topics.PAGES, Topics.FEED_GROUP);
  private static final int GOOD_AMONG_POISON = Integer.getInteger("galley.poison.good", 2_000);
  private static final int POISON = GOOD_AMONG_POISON / 10;
  private static final int TRUNCATED = 3;
  private static final String UNRENDERABLE = "unrenderable";
  private static final String HUGE = "huge";
  private static final String DOWN_ONCE = "down-once";
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private static EmbeddedBroker broker;

  @DynamicPropertySource
  static void startBroker(DynamicPropertyRegistry properties) throws IOException {
    Path logs = Files.createTempDirectory(Path.of("target"), "failure-handling");
    broker = EmbeddedBroker.start(logs, FreePort.any(), failure -> {});
    properties.add("spring.kafka.bootstrap-servers", broker::bootstrapServers);
  }

  @Autowired private EventSender sender;
  @Autowired private EventCodec codec;
  @Autowired private ProducerFactory<byte[], byte[]> producers;
  @Autowired private BrokerAdmin admin;
  @Autowired private Handler handler;
  @Autowired private ConsumersHealth health;

  @BeforeEach
  void forgetEarlierTests() {
    handler.handled.clear();
    handler.storeIsDown.set(false);
  }

  @Test
  void handsOnWhatIsGoodAndPutsAsideEveryBadRecordWithItsReason() {
    int deadBefore = records(DEAD_LETTERS).size();
    List<UUID> good = new ArrayList<>();
    List<Integer> accepted = new ArrayList<>();
    for (int i = 0; i < GOOD_AMONG_POISON; i++) {
      good.add(sendGood("fine"));
      if (i % (GOOD_AMONG_POISON / POISON) == 0 && sendPoison(i)) {
        accepted.add(i);
      }
    }
    // The broker itself refuses a record without a key on a compacted topic.
    assertThat(accepted).hasSizeGreaterThanOrEqualTo(POISON * 9 / 10);
    int expectedDead = deadBefore + accepted.size();

    // To tell how thousands differ takes as long as handling them.
    await().atMost(Duration.ofSeconds(240)).until(() -> handler.handled.size() >= good.size());
    assertThat(handler.handled).containsExactlyElementsOf(good);
    await().untilAsserted(() -> assertThat(records(DEAD_LETTERS)).hasSize(expectedDead));
    assertThat(records(DEAD_LETTERS))
        .allSatisfy(
            dead -> {
              assertThat(header(dead, FailureHandling.REASON_HEADER)).isNotBlank();
              assertThat(header(dead, "kafka_dlt-original-topic")).isEqualTo(Topics.PAGES);
              assertThat(dead.headers().lastHeader("kafka_dlt-original-offset")).isNotNull();
            });
    await().untilAsserted(() -> assertThat(lag()).isZero());
  }

  @Test
  void keepsNoCopyOfAnEventThatItsTopicHas() {
    UUID cause = sendGood(UNRENDERABLE);

    ConsumerRecord<byte[], byte[]> dead =
        await()
            .until(
                () ->
                    records(DEAD_LETTERS).stream()
                        .filter(each -> cause.toString().equals(idOf(each)))
                        .findFirst(),
                Optional::isPresent)
            .orElseThrow();
    assertThat(dead.value()).isNull();
    ConsumerRecord<byte[], byte[]> source = sourceOf(dead);
    assertThat(codec.decode(source, PageRemoved.class).eventId()).isEqualTo(cause);
    assertThat(dead.key()).isEqualTo(source.key());
  }

  @Test
  void keepsWhatCannotBeReadAsItCame() {
    int deadBefore = records(DEAD_LETTERS).size();
    sendPoison(TRUNCATED);

    await().untilAsserted(() -> assertThat(records(DEAD_LETTERS)).hasSize(deadBefore + 1));
    ConsumerRecord<byte[], byte[]> dead = records(DEAD_LETTERS).get(deadBefore);
    assertThat(dead.value()).isNotEmpty().isEqualTo(sourceOf(dead).value());
  }

  private ConsumerRecord<byte[], byte[]> sourceOf(ConsumerRecord<byte[], byte[]> dead) {
    long offset =
        ByteBuffer.wrap(dead.headers().lastHeader("kafka_dlt-original-offset").value()).getLong();
    return records(Topics.PAGES).stream()
        .filter(each -> each.offset() == offset)
        .findFirst()
        .orElseThrow();
  }

  private static @Nullable String idOf(ConsumerRecord<byte[], byte[]> record) {
    return record.headers().lastHeader(CloudEventHeaders.ID) == null
        ? null
        : header(record, CloudEventHeaders.ID);
  }

  @Test
  void tellsThePostsTimelineWhyAnEventCouldNotBeCarriedOut() {
    UUID cause = sendGood(UNRENDERABLE);

    await()
        .untilAsserted(
            () ->
                assertThat(receipts())
                    .anySatisfy(
                        receipt -> {
                          assertThat(receipt.causeId()).isEqualTo(cause);
                          assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.FAILED);
                          assertThat(receipt.reason()).isEqualTo("Cannot be rendered: too deep");
                          assertThat(receipt.revision()).isEqualTo(4);
                        }));
  }

  @Test
  void givesUpOnAnEventWhosePageIsTooLargeToBeSentAndGoesOn() {
    int deadBefore = records(DEAD_LETTERS).size();

    UUID cause = sendGood(HUGE);
    UUID behind = sendGood("fine");

    await().untilAsserted(() -> assertThat(handler.handled).containsExactly(behind));
    await().untilAsserted(() -> assertThat(records(DEAD_LETTERS)).hasSize(deadBefore + 1));
    await()
        .untilAsserted(
            () ->
                assertThat(receipts())
                    .filteredOn(receipt -> cause.equals(receipt.causeId()))
                    .singleElement()
                    .satisfies(
                        receipt -> {
                          assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.FAILED);
                          assertThat(receipt.reason()).contains("more than the");
                        }));
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void tellsOfAFailureInTheTraceOfTheEventThatFailed() {
    UUID cause = sendGood(UNRENDERABLE, Map.of(CloudEventHeaders.TRACE_PARENT, TRACE));

    await()
        .untilAsserted(
            () ->
                assertThat(records(Topics.RECEIPTS))
                    .filteredOn(
                        record -> cause.equals(codec.decode(record, Receipt.class).causeId()))
                    .singleElement()
                    .extracting(record -> header(record, CloudEventHeaders.TRACE_PARENT))
                    .isEqualTo(TRACE));
  }

  @Test
  void waitsForAStoreThatIsDownAndPutsNothingAside() {
    int deadBefore = records(DEAD_LETTERS).size();
    handler.storeIsDown.set(true);
    UUID waiting = sendGood(DOWN_ONCE);
    UUID behind = sendGood("fine");
    await().until(() -> handler.attempts > 2);
    await().until(() -> health.health().getStatus().equals(Status.DOWN));

    handler.storeIsDown.set(false);

    await().untilAsserted(() -> assertThat(handler.handled).containsExactly(waiting, behind));
    await().until(() -> health.health().getStatus().equals(Status.UP));
    assertThat(records(DEAD_LETTERS)).hasSize(deadBefore);
  }

  @Test
  void keepsABadRecordWhileTheDeadLetterTopicRefusesIt() throws Exception {
    int deadBefore = records(DEAD_LETTERS).size();
    limitDeadLetters("1");
    try {
      sendPoison(0);
      UUID behind = sendGood("fine");
      await().during(Duration.ofSeconds(2)).until(() -> !handler.handled.contains(behind));
      assertThat(lag()).isPositive();

      limitDeadLetters("1000000");

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(handler.handled).containsExactly(behind));
      assertThat(records(DEAD_LETTERS)).hasSize(deadBefore + 1);
      await().untilAsserted(() -> assertThat(lag()).isZero());
    } finally {
      limitDeadLetters("1000000");
    }
  }

  private void limitDeadLetters(String bytes) throws InterruptedException, ExecutionException {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, DEAD_LETTERS);
    AlterConfigOp limit =
        new AlterConfigOp(
            new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, bytes), AlterConfigOp.OpType.SET);
    admin.get().incrementalAlterConfigs(Map.of(topic, List.of(limit))).all().get();
  }

  private UUID sendGood(String what) {
    return sendGood(what, Map.of());
  }

  private UUID sendGood(String what, Map<String, String> headers) {
    PageRemoved event =
        new PageRemoved(
            EventIds.next(),
            Instant.parse("2017-11-03T16:33:22Z"),
            EventIds.next().toString(),
            4,
            Instant.parse("2017-11-03T16:33:22Z"),
            URI.create("/" + what));
    // Not awaited: one producer keeps the order.
    sender.send(Topics.PAGES, event, headers);
    return event.eventId();
  }

  /** Sends a record that no consumer can handle; false when the broker refuses it. */
  private boolean sendPoison(int kind) {
    ProducerRecord<byte[], byte[]> record =
        codec.encode(Topics.PAGES, codec.fromJson(PoisonRecords.sample()));
    Future<RecordMetadata> sent =
        producers.createProducer().send(PoisonRecords.spoil(record, kind));
    try {
      sent.get();
      return true;
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private List<Receipt> receipts() {
    return records(Topics.RECEIPTS).stream()
        .map(record -> codec.decode(record, Receipt.class))
        .toList();
  }

  private List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    return Topic.read(broker.bootstrapServers(), topic);
  }

  private long lag() throws InterruptedException, ExecutionException {
    TopicPartition partition = new TopicPartition(Topics.PAGES, 0);
    ListConsumerGroupOffsetsResult offsets =
        admin.get().listConsumerGroupOffsets(Topics.FEED_GROUP);
    var committed = offsets.partitionsToOffsetAndMetadata().get().get(partition);
    return records(Topics.PAGES).size() - (committed == null ? 0 : committed.offset());
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value());
  }

  static class Handler {

    final List<UUID> handled = new CopyOnWriteArrayList<>();
    final AtomicBoolean storeIsDown = new AtomicBoolean();
    volatile int attempts;
    private final EventSender sender;

    Handler(EventSender sender) {
      this.sender = sender;
    }

    void on(List<Received<PageEvent>> events) {
      events.forEach(delivered -> on(delivered.event()));
    }

    private void on(PageEvent event) {
      if (event instanceof PageRemoved removed) {
        if (removed.url().toString().endsWith(UNRENDERABLE)) {
          throw new BadEvent("Cannot be rendered: too deep");
        }
        if (removed.url().toString().endsWith(HUGE)) {
          sender.sendAndWait(Topics.PAGES, page(removed, "x".repeat(Topics.MAX_EVENT_BYTES)));
        }
        if (removed.url().toString().endsWith(DOWN_ONCE) && storeIsDown.get()) {
          attempts++;
          throw new java.io.UncheckedIOException(new java.io.IOException("store is down"));
        }
      }
      handled.add(event.eventId());
    }

    private static PageRendered page(PageRemoved of, String html) {
      Instant at = of.occurredAt();
      return new PageRendered(
          EventIds.next(), at, of.postId(), 4, at, of.url(), html, null, List.of());
    }
  }

  @Configuration
  @EnableAutoConfiguration
  static class Application {

    @Bean
    Handler handler(EventSender sender) {
      return new Handler(sender);
    }

    @Bean
    ServiceTopics serviceTopics() {
      return settings ->
          List.of(
              settings.compacted(Topics.POSTS),
              settings.compacted(Topics.PAGES),
              settings.kept(Topics.RECEIPTS, Duration.ofDays(7)),
              settings.deadLetters(Topics.PAGES, Topics.FEED_GROUP));
    }

    @Bean
    Consumer<List<Received<PageEvent>>> pages(Handler handler) {
      return handler::on;
    }
  }
}
