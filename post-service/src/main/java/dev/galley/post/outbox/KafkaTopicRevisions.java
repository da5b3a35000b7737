package dev.galley.post.outbox;

import dev.galley.stream.TopicSettings;
import dev.galley.stream.following.AssignedTopics;
import dev.galley.stream.following.Start;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a topic with a consumer of its own that belongs to no group. Of a record it reads as far as
 * the revision, which stands before the text, and checks no schema: consumers do.
 */
final class KafkaTopicRevisions implements TopicRevisions {

  private static final String REVISION = "revision";

  /** For the broker's cleaner, which works in rounds. */
  private static final Duration PATIENCE = Duration.ofDays(1);

  private final String topic;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Clock clock;
  private final JsonFactory json = new JsonFactory();

  KafkaTopicRevisions(String topic, Supplier<Consumer<byte[], byte[]>> consumers, Clock clock) {
    this.topic = topic;
    this.consumers = consumers;
    this.clock = clock;
  }

  @Override
  public Found read() {
    Map<String, Seen> newest = new HashMap<>();
    Map<Integer, Partition> partitions = new HashMap<>();
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      new AssignedTopics(consumer, Start.EARLIEST, topic)
          .readToEnd(record -> note(record, newest, partitions));
    }
    long due = clock.millis() - TopicSettings.COMPACTED_WITHIN.plus(PATIENCE).toMillis();
    Map<String, Long> revisions = new HashMap<>();
    newest.forEach((post, seen) -> revisions.put(post, seen.revision()));
    return new Found(
        revisions,
        partitions.values().stream()
            .filter(partition -> partition.supersededSince() < due)
            .map(Partition::last)
            .collect(Collectors.toSet()));
  }

  private void note(
      ConsumerRecord<byte[], byte[]> record,
      Map<String, Seen> newest,
      Map<Integer, Partition> partitions) {
    if (record.key() == null || record.value() == null) {
      return;
    }
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), record.value())) {
      long revision = revision(parser);
      if (revision > 0) {
        String post = new String(record.key(), StandardCharsets.UTF_8);
        Seen before = newest.put(post, new Seen(revision, record.timestamp()));
        // The same state twice says nothing that is not public, and a repetition makes just that.
        long superseded =
            before == null || before.revision() == revision ? Long.MAX_VALUE : before.at();
        partitions.merge(
            record.partition(),
            new Partition(post, superseded),
            (earlier, later) ->
                new Partition(
                    later.last(), Math.min(earlier.supersededSince(), later.supersededSince())));
      }
    } catch (JacksonException e) {
      // Not ours; consumers put it into their dead letters.
    }
  }

  /** The newest record of a post; {@code at} is the record's time in milliseconds. */
  private record Seen(long revision, long at) {}

  /** A partition: the post of its last record, and the time of the oldest state of any post. */
  private record Partition(String last, long supersededSince) {}

  private static long revision(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return 0;
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean found = parser.currentName().equals(REVISION);
      JsonToken value = parser.nextToken();
      if (found) {
        return value == JsonToken.VALUE_NUMBER_INT ? parser.getLongValue() : 0;
      }
      parser.skipChildren();
    }
    return 0;
  }
}
