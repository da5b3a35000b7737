package dev.galley.render.markdown;

import java.time.Duration;
import java.util.List;

/** The pipeline as the service has it. */
final class MarkdownFixtures {

  private MarkdownFixtures() {}

  static GuardedMarkdown markdown() {
    return new GuardedMarkdown(new MarkdownProperties(Duration.ofSeconds(2), 1, List.of()));
  }
}
