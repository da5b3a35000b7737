package dev.galley.stream.consuming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;

class CommitsTests {

  private static final TopicPartition PARTITION = new TopicPartition("galley.posts", 0);

  /** Another consumer is just joining when the record is handled, however it is committed. */
  private static final class Joined extends MockConsumer<byte[], byte[]> {

    private final AtomicInteger commits = new AtomicInteger();

    Joined() {
      super("earliest");
      updateBeginningOffsets(Map.of(PARTITION, 0L));
      updateEndOffsets(Map.of(PARTITION, 1L));
      schedulePollTask(
          () -> {
            rebalance(List.of(PARTITION));
            byte[] value = "event".getBytes(StandardCharsets.UTF_8);
            addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, 0, value, value));
          });
    }

    private boolean isRefused(Map<TopicPartition, OffsetAndMetadata> offsets) {
      return offsets.get(PARTITION).offset() == 1 && commits.incrementAndGet() == 1;
    }

    @Override
    public synchronized void commitSync(
        Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
      if (isRefused(offsets)) {
        throw new RebalanceInProgressException("joining");
      }
      super.commitAsync(offsets, null);
    }

    @Override
    public synchronized void commitAsync(
        Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
      if (isRefused(offsets)) {
        callback.onComplete(offsets, new RebalanceInProgressException("joining"));
      } else {
        super.commitAsync(offsets, callback);
      }
    }
  }

  @Test
  void commitsAgainWhatARebalanceRefusedAndNoRecordFollows() {
    Joined consumer = new Joined();
    List<String> handled = new CopyOnWriteArrayList<>();
    ContainerProperties properties = new ContainerProperties(PARTITION.topic());
    properties.setGroupId("render");
    properties.setMessageListener(
        (MessageListener<byte[], byte[]>)
            event -> handled.add(new String(event.value(), StandardCharsets.UTF_8)));
    FailureHandling.commitSeldom(properties);
    KafkaMessageListenerContainer<byte[], byte[]> container =
        new KafkaMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<byte[], byte[]>(
                Map.of(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false)) {
              @Override
              protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> settings) {
                return consumer;
              }
            },
            properties);
    container.start();
    try {
      await()
          .untilAsserted(
              () ->
                  assertThat(consumer.committed(Set.of(PARTITION)).get(PARTITION))
                      .isEqualTo(new OffsetAndMetadata(1)));
    } finally {
      container.stop();
    }
    assertThat(handled).containsExactly("event");
  }
}
