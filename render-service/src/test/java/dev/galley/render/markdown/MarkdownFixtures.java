package dev.galley.render.markdown;

import java.time.Duration;
import java.util.List;

/** The pipeline as the service has it. */
final class MarkdownFixtures {

  private MarkdownFixtures() {}

  static GuardedMarkdown markdown() {
    return markdown(Duration.ofSeconds(20));
  }

  /** With a deadline of its own: a busy machine must not make tests of correctness fail. */
  static GuardedMarkdown markdown(Duration deadline) {
    return new GuardedMarkdown(new MarkdownProperties(deadline, 1, List.of("social.example")));
  }
}
