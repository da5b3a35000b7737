package dev.galley.post.outbox;

import dev.galley.event.Topics;
import dev.galley.stream.following.AssignedTopics;
import dev.galley.stream.following.Start;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads {@value Topics#POSTS} with a consumer of its own that belongs to no group. Of a record it
 * reads as far as the revision, which stands before the text, and checks no schema: consumers do.
 */
final class KafkaTopicRevisions implements TopicRevisions {

  private static final String REVISION = "revision";

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final JsonFactory json = new JsonFactory();

  KafkaTopicRevisions(Supplier<Consumer<byte[], byte[]>> consumers) {
    this.consumers = consumers;
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
    if (record.key() == null || record.value() == null) {
      return;
    }
    try (JsonParser parser = json.createParser(ObjectReadContext.empty(), record.value())) {
      long revision = revision(parser);
      if (revision > 0) {
        revisions.put(new String(record.key(), StandardCharsets.UTF_8), revision);
      }
    } catch (JacksonException e) {
      // Not ours; consumers put it into their dead letters.
    }
  }

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
