package dev.galley.local.system;

import dev.galley.event.Event;
import dev.galley.event.PostEvent;
import dev.galley.event.Topics;
import dev.galley.stream.codec.EventCodec;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their beginning, as any program may. */
public final class Topic {

  private static final EventCodec CODEC = new EventCodec(URI.create("/test"));

  private Topic() {}

  static Map<String, PostEvent> newestPosts(String bootstrapServers) {
    Map<String, PostEvent> newest = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : read(bootstrapServers, Topics.POSTS)) {
      PostEvent event = CODEC.decode(record, PostEvent.class);
      newest.put(event.postId(), event);
    }
    return newest;
  }

  public static <E extends Event> List<E> events(
      String bootstrapServers, String topic, Class<E> kind) {
    return read(bootstrapServers, topic).stream()
        .map(record -> CODEC.decode(record, kind))
        .toList();
  }

  /** All records of a topic, those of each partition in their order. */
  public static List<ConsumerRecord<byte[], byte[]>> read(String bootstrapServers, String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                // A consumer that closes waits for the fetch that it has under way.
                "fetch.max.wait.ms",
                10),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  /** Whether pages and feeds have handled every record that was there at a moment. */
  static boolean areHandled(String bootstrapServers) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      for (String group : List.of(Topics.RENDER_GROUP, Topics.FEED_GROUP)) {
        Map<TopicPartition, OffsetAndMetadata> positions =
            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
        var ends =
            admin
                .listOffsets(
                    positions.keySet().stream()
                        .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())))
                .all()
                .get();
        if (positions.entrySet().stream()
            .anyMatch(p -> p.getValue().offset() < ends.get(p.getKey()).offset())) {
          return false;
        }
      }
      return true;
    }
  }
}
