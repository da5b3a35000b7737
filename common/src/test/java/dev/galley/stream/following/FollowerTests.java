package dev.galley.stream.following;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FollowerTests {

  private static final String TOPIC = "topic";
  private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
  private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);

  private final Deque<MockConsumer<byte[], byte[]>> consumers = new ArrayDeque<>();
  private final Seen seen = new Seen();

  @AutoClose("stop")
  private Follower follower = follower(Start.EARLIEST);

  @Test
  void seesEveryRecordOfEveryPartitionInOrder() {
    MockConsumer<byte[], byte[]> consumer = holding(2, 1);
    consumers.add(consumer);

    follower.start();

    await().untilAsserted(() -> assertThat(seen.offsets).containsExactlyInAnyOrder(0L, 1L, 0L));
    assertThat(seen.positions).containsExactly(Map.of(FIRST, 0L, SECOND, 0L));
    assertThat(follower.trouble()).isNull();
  }

  @Test
  void beginsAnewAndSaysWhyWhenTheBrokerIsAway() {
    MockConsumer<byte[], byte[]> away = new MockConsumer<>("earliest");
    away.updatePartitions(TOPIC, partitions());
    away.setOffsetsException(new TimeoutException("no metadata"));
    consumers.add(away);
    consumers.add(holding(1, 0));

    follower.start();

    await().until(() -> !seen.failures.isEmpty());
    assertThat(seen.failures).singleElement().isInstanceOf(TimeoutException.class);
    assertThat(follower.trouble()).startsWith("The broker does not answer");
    await().untilAsserted(() -> assertThat(seen.offsets).containsExactly(0L));
    assertThat(follower.trouble()).isNull();
    assertThat(away.closed()).isTrue();
  }

  @Test
  void beginsAnewWhenItsListenerFails() {
    consumers.add(holding(1, 0));
    consumers.add(holding(1, 0));
    consumers.add(holding(1, 0));
    seen.failing.add(
        () -> {
          throw new IllegalStateException("once");
        });
    seen.failing.add(
        () -> {
          throw new NoClassDefFoundError("no exception");
        });

    follower.start();

    await().untilAsserted(() -> assertThat(seen.offsets).containsExactly(0L));
    assertThat(seen.positions).hasSize(3);
  }

  @Test
  void waitsForATopicThatIsNotThereYet() {
    MockConsumer<byte[], byte[]> empty = new MockConsumer<>("earliest");
    empty.updatePartitions(TOPIC, List.of());

    assertThatThrownBy(() -> new AssignedTopics(empty, Start.EARLIEST, TOPIC))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining(TOPIC);
  }

  @Test
  void stopsAndClosesItsConsumer() {
    MockConsumer<byte[], byte[]> consumer = holding(1, 0);
    consumers.add(consumer);
    follower.start();
    await().until(() -> follower.trouble() == null);

    follower.stop();

    assertThat(follower.isRunning()).isFalse();
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void beginsAtGivenOffsetsAndAnewWhereTheTopicEndsBeforeThem() {
    AssignedTopics assigned =
        new AssignedTopics(holding(9, 3), Start.offsets(Map.of(FIRST, 5L, SECOND, 50L)), TOPIC);

    assertThat(assigned.positions()).isEqualTo(Map.of(FIRST, 5L, SECOND, 0L));
    assertThat(assigned.ends()).isEqualTo(Map.of(FIRST, 9L, SECOND, 3L));
  }

  @Test
  void beginsAfterWhatItsGroupHasCommitted() {
    MockConsumer<byte[], byte[]> consumer = holding(9, 3);
    consumer.assign(List.of(FIRST, SECOND));
    consumer.commitSync(Map.of(FIRST, new OffsetAndMetadata(4)));

    // The second partition is read from its first record on.
    assertThat(Start.COMMITTED.of(consumer, List.of(FIRST, SECOND))).isEqualTo(Map.of(FIRST, 4L));
  }

  @Test
  void beginsWithWhatComesNext() {
    assertThat(new AssignedTopics(holding(9, 3), Start.LATEST, TOPIC).positions())
        .isEqualTo(Map.of(FIRST, 9L, SECOND, 3L));
  }

  private Follower follower(Start start) {
    return new Follower("following", consumers::remove, start, List.of(TOPIC), seen);
  }

  private static MockConsumer<byte[], byte[]> holding(int first, int second) {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    consumer.updatePartitions(TOPIC, partitions());
    consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
    consumer.updateEndOffsets(Map.of(FIRST, (long) first, SECOND, (long) second));
    consumer.schedulePollTask(
        () -> {
          add(consumer, FIRST, first);
          add(consumer, SECOND, second);
        });
    return consumer;
  }

  private static void add(MockConsumer<byte[], byte[]> consumer, TopicPartition of, int count) {
    for (int offset = 0; offset < count; offset++) {
      consumer.addRecord(new ConsumerRecord<>(TOPIC, of.partition(), offset, null, null));
    }
  }

  private static List<PartitionInfo> partitions() {
    return List.of(
        new PartitionInfo(TOPIC, 0, Node.noNode(), new Node[0], new Node[0]),
        new PartitionInfo(TOPIC, 1, Node.noNode(), new Node[0], new Node[0]));
  }

  private static final class Seen implements Follower.Listener {

    private final List<Map<TopicPartition, Long>> positions = new CopyOnWriteArrayList<>();
    private final List<Long> offsets = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> failing = new ConcurrentLinkedQueue<>();

    @Override
    public void started(Map<TopicPartition, Long> from) {
      positions.add(from);
    }

    @Override
    public void on(ConsumerRecord<byte[], byte[]> record) {
      if (!failing.isEmpty()) {
        failing.remove().run();
      }
      offsets.add(record.offset());
    }

    @Override
    public void failed(Throwable failure) {
      failures.add(failure);
    }
  }
}
