package dev.galley.post.outbox;

import dev.galley.event.PostEvent;
import dev.galley.event.Topics;
import dev.galley.stream.codec.BadEvent;
import dev.galley.stream.codec.EventCodec;
import dev.galley.stream.following.AssignedTopics;
import dev.galley.stream.following.Start;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads {@value Topics#POSTS} with a consumer of its own that belongs to no group. */
final class KafkaTopicRevisions implements TopicRevisions {

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final EventCodec codec;

  KafkaTopicRevisions(Supplier<Consumer<byte[], byte[]>> consumers, EventCodec codec) {
    this.consumers = consumers;
    this.codec = codec;
  }

  @Override
  public Map<String, Long> read() {
    Map<String, Long> revisions = new HashMap<>();
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      new AssignedTopics(consumer, Start.EARLIEST, Topics.POSTS)
          .readToEnd(record -> note(record, revisions));
    }
    return revisions;
  }

  private void note(ConsumerRecord<byte[], byte[]> record, Map<String, Long> revisions) {
    try {
      PostEvent event = codec.decode(record, PostEvent.class);
      revisions.put(event.postId(), event.revision());
    } catch (BadEvent e) {
      // Not ours; consumers put it into their dead letters.
    }
  }
}
