package dev.galley.consumer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The example of {@code docs/consumers.md}: all of Galley's posts with nothing but Kafka's client.
 */
final class PlainConsumer implements Runnable {

  private final String bootstrapServers;
  private final java.util.function.BiConsumer<String, String> reader;
  private volatile boolean running = true;

  PlainConsumer(String bootstrapServers, java.util.function.BiConsumer<String, String> reader) {
    this.bootstrapServers = bootstrapServers;
    this.reader = reader;
  }

  @Override
  public void run() {
    var settings =
        Map.<String, Object>of(
            "bootstrap.servers", bootstrapServers,
            "group.id", "my-newsletter",
            "auto.offset.reset", "earliest");
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("galley.posts"));
      while (running) {
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
          reader.accept(record.key(), record.value());
        }
      }
    }
  }

  void stop() {
    running = false;
  }
}
