package dev.galley.feed.events;

import static dev.galley.feed.entry.EntryFixtures.liveEntries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.galley.event.Topics;
import dev.galley.feed.SiteProperties;
import dev.galley.stream.codec.EventCodec;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class EventLogTests {

  private final AtomicBoolean away = new AtomicBoolean(true);
  private final StructuredEvents events =
      new StructuredEvents(
          new EventCodec(URI.create("/post-service")),
          liveEntries(
              new SiteProperties(URI.create("https://example.org"), "Site", "en"),
              Clock.systemUTC(),
              Map.of()));
  private final EventLog log = new EventLog(this::consumer, events, new EventTail(events));

  @Test
  void isReadAgainAfterManyHaveFoundNoBroker() {
    for (int request = 0; request < 10; request++) {
      assertThatThrownBy(log::end)
          .isInstanceOf(EventsUnavailable.class)
          .hasMessage("The broker does not answer");
    }

    away.set(false);

    assertThat(log.end()).isEqualTo(new Cursor(List.of(7L)));
  }

  /** As Kafka's own does while the broker's host name does not resolve. */
  private Consumer<byte[], byte[]> consumer() {
    if (away.get()) {
      throw new KafkaException("Failed to construct kafka consumer");
    }
    TopicPartition partition = new TopicPartition(Topics.POSTS, 0);
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    consumer.updatePartitions(
        Topics.POSTS,
        List.of(new PartitionInfo(Topics.POSTS, 0, Node.noNode(), new Node[0], new Node[0])));
    consumer.updateEndOffsets(Map.of(partition, 7L));
    return consumer;
  }
}
