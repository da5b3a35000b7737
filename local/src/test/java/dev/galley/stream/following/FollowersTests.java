package dev.galley.stream.following;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.galley.event.Topics;
import dev.galley.local.broker.EmbeddedBroker;
import dev.galley.local.system.FreePort;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

class FollowersTests {

  /** As a thread is that serves somebody when the service ends. */
  @Test
  void givesAConsumerThatAnInterruptedThreadCanClose(@TempDir Path folder) throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder, FreePort.any(), failure -> {})) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        NewTopic topic = new NewTopic(Topics.POSTS, Optional.of(1), Optional.empty());
        admin.createTopics(List.of(topic)).all().get();
      }
      send(broker);
      Consumer<byte[], byte[]> consumer = reading(broker);

      Thread.currentThread().interrupt();
      try {
        assertThatCode(consumer::close).doesNotThrowAnyException();
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
    }
  }

  private static void send(EmbeddedBroker broker) throws Exception {
    try (Producer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(Topics.POSTS, "key", "value")).get();
    }
  }

  private static Consumer<byte[], byte[]> reading(EmbeddedBroker broker) {
    KafkaProperties kafka = new KafkaProperties();
    kafka.setBootstrapServers(List.of(broker.bootstrapServers()));
    Consumer<byte[], byte[]> consumer =
        new Followers(kafka, new SimpleMeterRegistry()).consumer("reader", Topics.FEED_GROUP);
    TopicPartition partition = new TopicPartition(Topics.POSTS, 0);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    assertThat(consumer.poll(Duration.ofSeconds(10))).hasSize(1);
    return consumer;
  }
}
