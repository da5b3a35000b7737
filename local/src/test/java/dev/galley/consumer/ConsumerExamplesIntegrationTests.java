package dev.galley.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.galley.event.EventTypes;
import dev.galley.event.PostEvent;
import dev.galley.event.Topics;
import dev.galley.local.broker.EmbeddedBroker;
import dev.galley.local.system.FreePort;
import dev.galley.stream.codec.EventCodec;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The programs that {@code docs/consumers.md} shows, on a real broker. */
class ConsumerExamplesIntegrationTests {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @AutoClose private static EmbeddedBroker broker;
  private static PostEvent event;

  @BeforeAll
  static void publish() throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target"), "consumers");
    broker = EmbeddedBroker.start(folder, FreePort.any(), failure -> {});
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (Admin admin = Admin.create(settings)) {
      admin
          .createTopics(List.of(new NewTopic(Topics.POSTS, Optional.of(2), Optional.empty())))
          .all()
          .get();
    }
    EventCodec codec = new EventCodec(URI.create("/post-service"));
    event = (PostEvent) codec.fromJson(sample());
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(codec.encode(Topics.POSTS, event)).get();
    }
  }

  @Test
  void readWithKafkasClient() throws Exception {
    List<String> read = new CopyOnWriteArrayList<>();
    PlainConsumer example =
        new PlainConsumer(broker.bootstrapServers(), (key, value) -> read.add(key + " " + value));
    Thread thread = new Thread(example);
    thread.start();

    await().atMost(PATIENCE).until(() -> !read.isEmpty());
    example.stop();
    thread.join();

    assertThat(read)
        .singleElement()
        .asString()
        .startsWith(event.postId())
        .contains(EventTypes.POST_PUBLISHED);
  }

  @EnableAutoConfiguration
  static class Application extends StreamConsumer {}

  @Test
  void readWithSpringCloudStream() {
    try (var context =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .properties(
                "spring.config.name=none",
                "spring.cloud.stream.kafka.binder.brokers=" + broker.bootstrapServers(),
                "spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "spring.mongodb.uri=mongodb://127.0.0.1:1/none",
                "spring.cloud.function.definition=newsletter",
                "spring.cloud.stream.bindings.newsletter-in-0.destination=galley.posts",
                "spring.cloud.stream.bindings.newsletter-in-0.group=my-other-newsletter")
            .run()) {

      List<String> read = context.getBean(StreamConsumer.class).read;

      await().atMost(PATIENCE).until(() -> !read.isEmpty());
      assertThat(read).singleElement().asString().contains(event.postId());
    }
  }

  @Test
  void readWithAClientThatIsNotJava() throws Exception {
    Process kcat = kcat();
    String read = new String(kcat.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(kcat.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(read)
        .startsWith(event.postId())
        .contains("ce_type=" + EventTypes.POST_PUBLISHED)
        .contains("\"title\"");
  }

  private static Process kcat() {
    try {
      return new ProcessBuilder(
              "kcat",
              "-b",
              broker.bootstrapServers(),
              "-C",
              "-e",
              "-q",
              "-t",
              Topics.POSTS,
              "-f",
              "%k %h %s\n")
          .start();
    } catch (IOException e) {
      return Assumptions.abort("skipped: this machine has no kcat");
    }
  }

  private static byte[] sample() throws IOException {
    try (InputStream in = PostEvent.class.getResourceAsStream("sample/post-published.v1.json")) {
      assertThat(in).isNotNull();
      return in.readAllBytes();
    }
  }
}
