package dev.galley.post.preview;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.web.client.RestClient;

public final class PreviewFixtures {

  private PreviewFixtures() {}

  /** Nothing listens at its address. */
  public static RenderService unreachable() {
    return new RenderService(
        new PreviewProperties(URI.create("http://127.0.0.1:1"), Duration.ofMillis(300)),
        post -> List.of(),
        RestClient.builder());
  }
}
