package dev.galley.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComposeFileTests {

  /** docs/consumers.md tells operators to set them. */
  @Test
  void letsOperatorsOpenNetworksForWebhooks() throws IOException {
    ComposeFile compose = ComposeFile.read(Path.of("../docker-compose.yml"));
    Map<String, String> set =
        Map.of(
            "GALLEY_WEBHOOKS_ALLOWED_NETWORKS",
            "10.1.0.0/16",
            "GALLEY_WEBHOOKS_ALLOW_HTTP",
            "true");

    assertThat(compose.environment("feed-service", set)).containsAllEntriesOf(set);
    assertThat(compose.environment("feed-service", Map.of()))
        .containsEntry("GALLEY_WEBHOOKS_ALLOWED_NETWORKS", "")
        .containsEntry("GALLEY_WEBHOOKS_ALLOW_HTTP", "false");
  }
}
