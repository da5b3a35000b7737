package dev.galley.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import dev.galley.event.Topics;
import dev.galley.local.broker.EmbeddedBroker;
import dev.galley.local.system.FreePort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicProvisioningTests {

  private static final String LAG = TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG;

  /** Topics of an earlier release would keep for ever what authors took back. */
  @Test
  void limitsHowLongATopicKeepsWhatWasReplacedUnlessSomebodyDid(@TempDir Path folder)
      throws Exception {
    try (EmbeddedBroker broker =
            EmbeddedBroker.start(folder.resolve("kafka"), FreePort.any(), reason -> fail(reason));
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(Topics.POSTS, 1, (short) 1)
                      .configs(Map.of("cleanup.policy", "compact")),
                  new NewTopic(Topics.PAGES, 1, (short) 1)
                      .configs(Map.of("cleanup.policy", "compact", LAG, "1000"))))
          .all()
          .get();

      TopicSettings settings =
          new TopicSettings(new TopicProperties(1, (short) -1, Duration.ofSeconds(30)));
      new TopicProvisioning(
              () -> admin,
              List.of(
                  settings.compacted(Topics.POSTS),
                  settings.compacted(Topics.PAGES),
                  settings.compacted("new")),
              Duration.ofSeconds(30))
          .start();

      // The broker learns of it from its controller.
      await().untilAsserted(() -> assertThat(lag(admin, Topics.POSTS)).isEqualTo("691200000"));
      assertThat(lag(admin, Topics.PAGES)).isEqualTo("1000");
      assertThat(lag(admin, "new")).isEqualTo("691200000");
    }
  }

  private static String lag(Admin admin, String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource).get(LAG).value();
  }
}
