package dev.galley.render.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged real posts are rendered or refused, and never end in anything else. */
class MutationTests {

  private static final int MUTATIONS = Integer.getInteger("galley.mutations", 400);
  private static final List<String> PIECES =
      List.of(
          "*",
          "_",
          "**",
          "`",
          "```\n",
          "[",
          "]",
          "(",
          ")",
          "![",
          "<",
          ">",
          "</b>",
          "<b>",
          "<div>",
          "<div markdown=\"1\">\n",
          "</div>",
          "\n",
          "\n\n",
          "\n    ",
          "\n* ",
          "\n1. ",
          "\n> ",
          "\n# ",
          "\n---\n",
          "\n===\n",
          "\"",
          "'",
          "--",
          "...",
          "\\",
          "&",
          "&#0;",
          "[^1]",
          "\n[^1]: ",
          "{: .x}",
          "\n{:toc}\n",
          "{::options ",
          "  \n",
          "~~",
          "<!--",
          "-->",
          "|",
          "\n| - | - |\n",
          "\t",
          "\r",
          "\u0000",
          "\ud800",
          "\u2028",
          "<script>",
          "<svg>",
          "]]>",
          "\n^\n",
          "$$",
          "<<",
          "\n[x]: /\n",
          "\n[TOC]\n",
          "\n- [ ] ",
          "www.a.b",
          "\u05d0");

  @Test
  void areRenderedOrRefused() {
    List<Corpus.Snip> snips = Corpus.snips();
    long seed = Long.getLong("galley.seed", System.nanoTime());
    System.out.println("Mutations with -Dgalley.seed=" + seed);
    Random random = new Random(seed);

    try (GuardedMarkdown markdown = MarkdownFixtures.markdown()) {
      for (int i = 0; i < MUTATIONS; i++) {
        String mutant = mutated(snips.get(random.nextInt(snips.size())).body(), random);
        Format format = i % 2 == 0 ? Format.KRAMDOWN : Format.GFM;
        try {
          String html = markdown.render(new Source(format, mutant)).html();
          assertThat(markdown.render(new Source(Format.HTML, html)).html())
              .as(mutant)
              .isEqualTo(html);
        } catch (UnrenderableDocument refused) {
          assertThat(refused).hasMessageMatching("(?s)[A-Z].{10,}");
        }
      }
    }
  }

  private static String mutated(String body, Random random) {
    StringBuilder text = new StringBuilder(body);
    for (int i = random.nextInt(20); i >= 0; i--) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(40));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(random.nextInt(text.length() + 1), text.substring(at, end));
        default -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
      }
    }
    return text.toString();
  }
}
