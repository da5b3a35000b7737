package dev.galley.render.markdown;

import java.time.Duration;
import java.util.List;

/** The production pipeline, for the tests of other packages. */
public final class Markdowns {

  private Markdowns() {}

  public static Markdown standard() {
    return new GuardedMarkdown(new MarkdownProperties(Duration.ofSeconds(2), 2, List.of()));
  }
}
