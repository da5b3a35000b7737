package dev.galley.render.markdown;

import java.util.List;

/**
 * Prints how many real posts a second one thread renders, the whole way. Not a test: run it on an
 * idle machine.
 */
final class RenderingSpeed {

  private static final int ROUNDS = 20;

  private RenderingSpeed() {}

  /**
   * Runs rounds over the corpus; the first ones warm up.
   *
   * @param args none
   */
  public static void main(String[] args) {
    List<Source> posts =
        Corpus.snips().stream().map(snip -> new Source(Format.KRAMDOWN, snip.body())).toList();
    try (GuardedMarkdown markdown = MarkdownFixtures.markdown()) {
      for (int round = 1; round <= ROUNDS; round++) {
        long start = System.nanoTime();
        posts.forEach(markdown::render);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("round %2d: %.0f posts a second%n", round, posts.size() / seconds);
      }
    }
  }
}
