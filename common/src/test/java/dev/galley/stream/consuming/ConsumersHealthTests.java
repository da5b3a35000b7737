package dev.galley.stream.consuming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.observing.BackgroundGauges;
import dev.galley.stream.observing.ConsumerLag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.kafka.listener.MessageListenerContainer;

class ConsumersHealthTests {

  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final String NAME = "galley.posts as render";

  private final Clock clock = mock(Clock.class);
  private final MessageListenerContainer container = mock(MessageListenerContainer.class);
  private final ConsumersHealth health =
      new ConsumersHealth(
          new ConsumerLag(
              () -> mock(Admin.class), new BackgroundGauges(new SimpleMeterRegistry())));
  private final ConsumerState subscription =
      new ConsumerState("render", "galley.posts", container, clock);
  private final ConsumerRecord<Object, Object> record =
      new ConsumerRecord<>("galley.posts", 0, 0, null, null);

  @BeforeEach
  void theContainerRuns() {
    when(clock.instant()).thenReturn(START);
    when(container.isRunning()).thenReturn(true);
    when(container.getAssignedPartitions())
        .thenReturn(List.of(new TopicPartition("galley.posts", 0)));
  }

  @Test
  void isDownBeforeAnyConsumerStarted() {
    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
  }

  @Test
  void isUpWhileRecordsAreRead() {
    health.watch(subscription);

    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    assertThat(health.health().getDetails())
        .containsEntry(NAME, Map.of("state", "reading", "partitions", 1, "lag", 0L));
  }

  @Test
  void saysWhatARecordWaitsForUntilItIsHandled() {
    health.watch(subscription);

    subscription.failedDelivery(record, new IOException("connection refused"), 1);

    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.health().getDetails())
        .containsEntry(
            NAME,
            Map.of(
                "state", "waiting",
                "partitions", 1,
                "since", "2026-11-23T10:00:00Z",
                "reason", "IOException: connection refused",
                "lag", 0L));

    subscription.success(ConsumerRecords.empty(), mock());

    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void saysThatAConsumerWaitsToJoin() {
    when(container.getAssignedPartitions()).thenReturn(List.of());

    assertThat(subscription.describe()).containsEntry("state", "joining");
    assertThat(subscription.goesOn(0)).isTrue();
    // Somebody should read them, and this one does not.
    assertThat(subscription.goesOn(1)).isFalse();
  }

  @Test
  void saysThatWhatIsHandledNeitherEndsNorFails() {
    health.watch(subscription);

    subscription.intercept(ConsumerRecords.empty(), mock());
    when(clock.instant()).thenReturn(START.plusSeconds(60));
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);

    when(clock.instant()).thenReturn(START.plusSeconds(61));
    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(subscription.describe())
        .containsEntry("state", "hanging")
        .containsEntry("since", START.toString());

    subscription.success(ConsumerRecords.empty(), mock());

    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void doesNotWaitForABadRecord() {
    health.watch(subscription);

    subscription.failedDelivery(record, new BadEvent("no schema"), 1);

    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void isDownWhenTheDeadLetterTopicCannotBeWritten() {
    health.watch(subscription);

    subscription.recoveryFailed(
        record, new BadEvent("no schema"), new IOException("no such topic"));

    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
  }

  @Test
  void isDownWhenAConsumerHasStopped() {
    health.watch(subscription);

    when(container.isRunning()).thenReturn(false);

    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
  }
}
