package dev.galley.stream.consuming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.event.PageEvent;
import dev.galley.event.PageRemoved;
import dev.galley.event.Topics;
import dev.galley.local.broker.EmbeddedBroker;
import dev.galley.local.system.FreePort;
import dev.galley.stream.EventSender;
import dev.galley.stream.ServiceTopics;
import dev.galley.stream.codec.EventIds;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** A service that starts before its broker does. */
class BackgroundBindingsIntegrationTests {

  @Test
  void startsWithoutABrokerAndConsumesOnceThereIsOne(@TempDir Path logs) throws IOException {
    int port = FreePort.any();
    ConfigurableApplicationContext service = start(port);
    try {
      assertThat(service.isRunning()).isTrue();
      Records received = service.getBean(Records.class);

      try (EmbeddedBroker broker = EmbeddedBroker.start(logs, port, failure -> {})) {
        assertThat(broker.bootstrapServers()).endsWith(":" + port);
        await()
            .atMost(Duration.ofSeconds(120))
            .untilAsserted(
                () -> {
                  service.getBean(EventSender.class).send(Topics.PAGES, event());
                  assertThat(received.records).isNotEmpty();
                });
        service.close();
      }
    } finally {
      service.close();
    }
  }

  @Test
  void stopsSoonWhileItsBrokerIsAway() {
    ConfigurableApplicationContext service = start(FreePort.any());

    assertThat(CompletableFuture.runAsync(service::close)).succeedsWithin(Duration.ofSeconds(4));
  }

  /** The broker believes for a while that a killed consumer is alive, and keeps its partitions. */
  @Test
  void readsSoonAgainAfterItsPredecessorWasKilled(@TempDir Path logs) throws IOException {
    int port = FreePort.any();
    try (EmbeddedBroker broker = EmbeddedBroker.start(logs, port, failure -> {})) {
      assertThat(broker.bootstrapServers()).endsWith(":" + port);
      Environment settings;
      try (ConfigurableApplicationContext service = start(port)) {
        service.getBean(EventSender.class).sendAndWait(Topics.PAGES, event());
        Records received = service.getBean(Records.class);
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(() -> assertThat(received.records).isNotEmpty());
        settings = service.getEnvironment();
      }
      leaveADeadMember(settings, port);

      try (ConfigurableApplicationContext service = start(port)) {
        service.getBean(EventSender.class).sendAndWait(Topics.PAGES, event());

        Records received = service.getBean(Records.class);
        await()
            .atMost(Duration.ofSeconds(25))
            .untilAsserted(() -> assertThat(received.records).isNotEmpty());
      }
    }
  }

  /** Joins as the service's consumers do and goes without a word, as a killed process does. */
  private static void leaveADeadMember(Environment settings, int port) {
    Map<String, Object> properties =
        new HashMap<>(
            Binder.get(settings)
                .bind(
                    "spring.cloud.stream.kafka.binder.consumer-properties",
                    Bindable.mapOf(String.class, String.class))
                .get());
    properties.put("bootstrap.servers", "127.0.0.1:" + port);
    properties.put("group.id", Topics.FEED_GROUP);
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(Set.of(Topics.PAGES));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              consumer.poll(Duration.ofMillis(100));
              return !consumer.assignment().isEmpty();
            });
    consumer.close(
        CloseOptions.groupMembershipOperation(
            CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP));
  }

  private static ConfigurableApplicationContext start(int port) {
    return new SpringApplicationBuilder(Application.class)
        .web(WebApplicationType.NONE)
        .run(
            "--spring.config.import=classpath:dev/galley/stream/stream.yml",
            "--spring.application.name=early-service",
            "--spring.kafka.bootstrap-servers=127.0.0.1:" + port,
            "--galley.topics.patience=1ms",
            "--spring.cloud.function.definition=pages",
            "--spring.cloud.stream.bindings.pages-in-0.destination=" + Topics.PAGES,
            "--spring.cloud.stream.bindings.pages-in-0.group=" + Topics.FEED_GROUP);
  }

  private static PageRemoved event() {
    Instant now = Instant.parse("2017-11-03T16:33:22Z");
    return new PageRemoved(
        EventIds.next(), now, EventIds.next().toString(), 1, now, URI.create("/week-459"));
  }

  static class Records {
    final List<Received<PageEvent>> records = new CopyOnWriteArrayList<>();
  }

  @Configuration
  @EnableAutoConfiguration
  static class Application {

    @Bean
    Records received() {
      return new Records();
    }

    @Bean
    ServiceTopics serviceTopics() {
      return settings ->
          List.of(
              settings.compacted(Topics.POSTS),
              settings.compacted(Topics.PAGES),
              settings.kept(Topics.RECEIPTS, Duration.ofDays(7)),
              settings.deadLetters(Topics.PAGES, Topics.FEED_GROUP));
    }

    @Bean
    Consumer<List<Received<PageEvent>>> pages(Records received) {
      return received.records::addAll;
    }
  }
}
