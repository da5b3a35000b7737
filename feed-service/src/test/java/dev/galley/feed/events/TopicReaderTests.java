package dev.galley.feed.events;

import static dev.galley.feed.entry.EntryFixtures.liveEntries;
import static dev.galley.feed.entry.EntryFixtures.published;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.Topics;
import dev.galley.event.Update;
import dev.galley.feed.SiteProperties;
import dev.galley.feed.entry.LiveEntries;
import dev.galley.stream.codec.EventCodec;
import dev.galley.web.Budget;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class TopicReaderTests {

  private static final TopicPartition FIRST = new TopicPartition(Topics.POSTS, 0);
  private static final TopicPartition SECOND = new TopicPartition(Topics.POSTS, 1);

  private final EventCodec codec = new EventCodec(URI.create("/post-service"));
  private final LiveEntries live =
      liveEntries(
          new SiteProperties(URI.create("https://example.org"), "Site", "en"),
          Clock.systemUTC(),
          Map.of());
  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final TopicReader reader = new TopicReader(consumer, new StructuredEvents(codec, live));

  @Test
  void goesOnAfterTheCursor() {
    holding(2);

    Slice slice = reader.read(new Cursor(List.of(1L, 0L)), room(10));

    assertThat(slice.events()).hasSize(1);
    assertThat(slice.next()).isEqualTo(new Cursor(List.of(2L, 0L)));
    assertThat(slice.atEnd()).isTrue();
  }

  @Test
  void beginsAgainWhereTheTopicEndsBeforeTheCursor() {
    holding(2);

    Slice slice = reader.read(new Cursor(List.of(50L, 70L)), room(10));

    assertThat(slice.events()).hasSize(2);
    assertThat(slice.next()).isEqualTo(new Cursor(List.of(2L, 0L)));
  }

  /** The first partition has some events, the second none. */
  private void holding(int count) {
    consumer.updatePartitions(Topics.POSTS, List.of(partition(FIRST), partition(SECOND)));
    consumer.updateBeginningOffsets(Map.of(FIRST, 0L, SECOND, 0L));
    consumer.updateEndOffsets(Map.of(FIRST, (long) count, SECOND, 0L));
    consumer.schedulePollTask(
        () -> {
          for (int offset = 0; offset < count; offset++) {
            consumer.addRecord(record(offset));
          }
        });
  }

  private static PartitionInfo partition(TopicPartition of) {
    return new PartitionInfo(of.topic(), of.partition(), Node.noNode(), new Node[0], new Node[0]);
  }

  private ConsumerRecord<byte[], byte[]> record(long offset) {
    var sent =
        codec.encode(Topics.POSTS, published(new UUID(0, offset).toString(), 1, Update.FIRST));
    var record =
        new ConsumerRecord<>(Topics.POSTS, FIRST.partition(), offset, sent.key(), sent.value());
    sent.headers().forEach(record.headers()::add);
    return record;
  }

  private static SliceBuilder.Room room(int events) {
    return new SliceBuilder.Room(
        events, 1_000_000, Budget.ofThisProcess().share(new MockHttpServletRequest()));
  }
}
