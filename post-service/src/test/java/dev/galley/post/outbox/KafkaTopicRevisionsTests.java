package dev.galley.post.outbox;

import static dev.galley.post.content.PostFixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.event.PostEvent;
import dev.galley.event.Topics;
import dev.galley.post.content.Post;
import dev.galley.post.content.PostFixtures;
import dev.galley.stream.codec.EventCodec;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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
    return record(offset, event, NOW);
  }

  private ConsumerRecord<byte[], byte[]> record(long offset, PostEvent event, Instant at) {
    ProducerRecord<byte[], byte[]> sent = codec.encode(Topics.POSTS, event);
    return new ConsumerRecord<>(
        Topics.POSTS,
        0,
        offset,
        at.toEpochMilli(),
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
    holding(
        record(0, second.publicHistory().event()),
        record(1, third.publicHistory().event()),
        poison(2),
        record(3, other.publicHistory().event()),
        // A stalled relay: the topic ends with the older revision.
        record(4, second.publicHistory().event()));

    Map<String, Long> revisions = read().newest();

    assertThat(revisions).isEqualTo(Map.of(second.id(), 2L, other.id(), 2L));
    assertThat(consumer.closed()).isTrue();
  }

  @Test
  void namesWhatToRepeatWhereABrokerKeepsAnOlderTextForTooLong() {
    PostEvent text = PostFixtures.published(PostFixtures.draft("a")).publicHistory().event();
    PostEvent gone =
        PostFixtures.unpublished(PostFixtures.published(PostFixtures.draft("b")))
            .publicHistory()
            .event();
    Post post = PostFixtures.published(PostFixtures.draft("week-459"));
    Post left = PostFixtures.unpublished(post);
    Instant old = NOW.minus(Duration.ofDays(9)).minusSeconds(1);
    holding(
        record(0, post.publicHistory().event(), old),
        record(1, left.publicHistory().event(), old.plusSeconds(1)),
        record(2, text, old.plusSeconds(2)),
        record(3, gone, old.plusSeconds(3)));

    assertThat(read().last()).containsExactly(gone.postId());
  }

  @Test
  void leavesABrokerTheTimeItHas() {
    Post post = PostFixtures.published(PostFixtures.draft("week-459"));
    PostEvent left = PostFixtures.unpublished(post).publicHistory().event();
    Instant old = NOW.minus(Duration.ofDays(90));
    holding(
        record(0, post.publicHistory().event(), NOW.minus(Duration.ofDays(9))),
        record(1, left, old),
        // What a repetition makes is no reason for another one.
        record(2, left, old));

    assertThat(read().last()).isEmpty();
  }

  private TopicRevisions.Found read() {
    return new KafkaTopicRevisions(Topics.POSTS, () -> consumer, Clock.fixed(NOW, ZoneOffset.UTC))
        .read();
  }

  @SafeVarargs
  private void holding(ConsumerRecord<byte[], byte[]>... records) {
    consumer.updatePartitions(
        Topics.POSTS,
        List.of(new PartitionInfo(Topics.POSTS, 0, Node.noNode(), new Node[0], new Node[0])));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, (long) records.length));
    consumer.schedulePollTask(
        () -> {
          for (ConsumerRecord<byte[], byte[]> record : records) {
            consumer.addRecord(record);
          }
        });
  }
}
