package dev.galley.post.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.PostEvent;
import dev.galley.event.Topics;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostFixtures;
import dev.galley.stream.codec.EventCodec;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class KafkaTopicRevisionsTests {

  private static final TopicPartition PARTITION = new TopicPartition(Topics.POSTS, 0);

  private final EventCodec codec = new EventCodec(URI.create("/post-service"));
  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());

  private ConsumerRecord<byte[], byte[]> record(long offset, PostEvent event) {
    ProducerRecord<byte[], byte[]> sent = codec.encode(Topics.POSTS, event);
    return new ConsumerRecord<>(
        Topics.POSTS,
        0,
        offset,
        0L,
        TimestampType.CREATE_TIME,
        0,
        0,
        sent.key(),
        sent.value(),
        sent.headers(),
        java.util.Optional.empty());
  }

  private static ConsumerRecord<byte[], byte[]> poison(long offset) {
    return new ConsumerRecord<>(
        Topics.POSTS,
        0,
        offset,
        0L,
        TimestampType.CREATE_TIME,
        0,
        0,
        "key".getBytes(StandardCharsets.UTF_8),
        "{".getBytes(StandardCharsets.UTF_8),
        new RecordHeaders(),
        java.util.Optional.empty());
  }

  @Test
  void knowsTheRevisionOfEachPostsLastRecord() {
    Post second = PostFixtures.published(PostFixtures.draft("week-459"));
    Post third = PostFixtures.published(second);
    Post other = PostFixtures.published(PostFixtures.draft("week-460"));
    consumer.updatePartitions(
        Topics.POSTS,
        List.of(new PartitionInfo(Topics.POSTS, 0, Node.noNode(), new Node[0], new Node[0])));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, 5L));
    consumer.schedulePollTask(
        () -> {
          consumer.addRecord(record(0, second.publicHistory().event()));
          consumer.addRecord(record(1, third.publicHistory().event()));
          consumer.addRecord(poison(2));
          consumer.addRecord(record(3, other.publicHistory().event()));
          // A stalled relay: the topic ends with the older revision.
          consumer.addRecord(record(4, second.publicHistory().event()));
        });

    Map<String, Long> revisions = new KafkaTopicRevisions(() -> consumer).read();

    assertThat(revisions).isEqualTo(Map.of(second.id(), 2L, other.id(), 2L));
    assertThat(consumer.closed()).isTrue();
  }
}
