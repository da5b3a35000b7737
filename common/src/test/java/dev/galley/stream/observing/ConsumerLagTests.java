package dev.galley.stream.observing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyMap;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsumerLagTests {

  private static final String TOPIC = "galley.receipts";
  private static final String GROUP = "post";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

  private final Admin admin = mock(Admin.class);
  private final BackgroundGauges gauges = new BackgroundGauges(new SimpleMeterRegistry());
  private final ConsumerLag lag = new ConsumerLag(() -> admin, gauges);

  @BeforeEach
  void thereIsATopicOfOnePartition() {
    DescribeTopicsResult described = mock(DescribeTopicsResult.class);
    TopicDescription topic =
        new TopicDescription(
            TOPIC, false, List.of(new TopicPartitionInfo(0, Node.noNode(), List.of(), List.of())));
    when(described.allTopicNames()).thenReturn(KafkaFuture.completedFuture(Map.of(TOPIC, topic)));
    when(admin.describeTopics(Set.of(TOPIC))).thenReturn(described);
    lag.watch(GROUP, TOPIC);
  }

  @Test
  void countsWhatIsNotCommitted() {
    records(0, 10);
    committed(Map.of(PARTITION, new OffsetAndMetadata(7)));

    gauges.measure();

    assertThat(lag.of(GROUP, TOPIC)).isEqualTo(3);
  }

  @Test
  void countsEverythingThatIsThereForANewGroup() {
    records(4, 10);
    committed(Map.of());

    gauges.measure();

    assertThat(lag.of(GROUP, TOPIC)).isEqualTo(6);
  }

  // Otherwise a partition whose records were all deleted by their age looks stuck for ever.
  @Test
  void doesNotCountWhatRetentionHasDeleted() {
    records(10, 10);
    committed(Map.of(PARTITION, new OffsetAndMetadata(2)));

    gauges.measure();

    assertThat(lag.of(GROUP, TOPIC)).isZero();
  }

  @Test
  void remembersTheLastOneWhileTheBrokerIsAway() {
    records(0, 10);
    committed(Map.of());
    gauges.measure();

    when(admin.listConsumerGroupOffsets(GROUP)).thenThrow(new KafkaException("away"));
    gauges.measure();

    assertThat(lag.of(GROUP, TOPIC)).isEqualTo(10);
  }

  private void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
    ListConsumerGroupOffsetsResult result = mock(ListConsumerGroupOffsetsResult.class);
    when(result.partitionsToOffsetAndMetadata()).thenReturn(KafkaFuture.completedFuture(offsets));
    when(admin.listConsumerGroupOffsets(GROUP)).thenReturn(result);
  }

  private void records(long start, long end) {
    when(admin.listOffsets(anyMap()))
        .thenAnswer(
            asked -> {
              Map<TopicPartition, OffsetSpec> partitions = asked.getArgument(0);
              return new ListOffsetsResult(
                  partitions.entrySet().stream()
                      .collect(
                          Collectors.toMap(
                              Map.Entry::getKey,
                              entry ->
                                  offset(
                                      entry.getValue() instanceof OffsetSpec.EarliestSpec
                                          ? start
                                          : end))));
            });
  }

  private static KafkaFuture<ListOffsetsResultInfo> offset(long offset) {
    return KafkaFuture.completedFuture(new ListOffsetsResultInfo(offset, -1, Optional.empty()));
  }
}
