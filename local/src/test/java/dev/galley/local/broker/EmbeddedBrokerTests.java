package dev.galley.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.galley.local.system.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTests {

  @TempDir Path folder;

  @Test
  void keepsItsRecordsItsOffsetsAndItsClusterAcrossARestart() throws Exception {
    int port = FreePort.any();
    String cluster;
    try (EmbeddedBroker broker = start(port)) {
      createTopic(broker);
      send(broker, "a", "b");
      assertThat(read(broker, 2)).containsExactly("a", "b");
      cluster = clusterId(broker);
    }

    try (EmbeddedBroker broker = start(port)) {
      send(broker, "c");

      assertThat(read(broker, 1)).containsExactly("c");
      assertThat(clusterId(broker)).isEqualTo(cluster);
    }
  }

  @Test
  void saysWhichPortIsTaken() {
    int port = FreePort.any();
    try (EmbeddedBroker broker = start(port)) {
      assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);

      assertThatThrownBy(
              () -> EmbeddedBroker.start(folder.resolve("other"), port, message -> fail(message)))
          .isInstanceOf(BrokerUnusable.class)
          .hasMessageContaining("Port " + port);
      assertThat(EmbeddedBroker.freePortFrom(port)).isGreaterThan(port);
    }
  }

  @Test
  void saysThatAFolderWhichCannotBeReadMayGo() throws Exception {
    Path logs = Files.createDirectories(folder.resolve("kafka"));
    Files.createFile(logs.resolve("meta.properties"));

    assertThatThrownBy(() -> EmbeddedBroker.start(logs, FreePort.any(), message -> {}))
        .isInstanceOf(BrokerUnusable.class)
        .hasMessageContaining("delete " + logs);
  }

  @Test
  void namesAFullDiskAndNotAStatus() {
    assertThat(EmbeddedBroker.explained(folder, "it ended with status 1", 100))
        .startsWith("the disk of " + folder + " is full")
        .contains("make room");
  }

  private EmbeddedBroker start(int port) {
    return EmbeddedBroker.start(folder.resolve("kafka"), port, message -> fail(message));
  }

  private static void createTopic(EmbeddedBroker broker) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
    }
  }

  private static String clusterId(EmbeddedBroker broker) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      return admin.describeCluster().clusterId().get();
    }
  }

  private static void send(EmbeddedBroker broker, String... values) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>("t", value)).get();
      }
    }
  }

  private static List<String> read(EmbeddedBroker broker, int count) {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "group.id", "readers",
                "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of("t"));
      Awaitility.await()
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                consumer.commitSync();
                return values.size() >= count;
              });
    }
    return values;
  }
}
