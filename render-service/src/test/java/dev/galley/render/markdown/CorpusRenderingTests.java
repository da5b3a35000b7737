package dev.galley.render.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Real posts look as they did on the old site, which rendered them with kramdown 2.4. */
class CorpusRenderingTests {

  private static final double ENOUGH = 0.97;

  private final GuardedMarkdown markdown = MarkdownFixtures.markdown();

  @Test
  void rendersRealPostsAsKramdownDoes() {
    List<Corpus.Snip> snips =
        Corpus.snips().stream().filter(snip -> snip.reference().isPresent()).toList();
    List<String> differences = new ArrayList<>();

    for (Corpus.Snip snip : snips) {
      String expected = ComparableHtml.of(snip.reference().orElseThrow());
      String actual =
          ComparableHtml.of(markdown.render(new Source(Format.KRAMDOWN, snip.body())).html());
      if (!actual.equals(expected)) {
        differences.add(snip.name() + ": " + firstDifference(expected, actual));
      }
    }

    double equal = 1 - (double) differences.size() / snips.size();
    System.out.printf(
        "%d of %d reference files equal (%.1f %%)%n",
        snips.size() - differences.size(), snips.size(), equal * 100);
    differences.forEach(System.out::println);
    assertThat(equal).as("Share of equal files").isGreaterThanOrEqualTo(ENOUGH);
  }

  private static String firstDifference(String expected, String actual) {
    List<String> wanted = expected.lines().toList();
    List<String> given = actual.lines().toList();
    for (int i = 0; i < Math.max(wanted.size(), given.size()); i++) {
      String want = i < wanted.size() ? wanted.get(i) : "(end)";
      String got = i < given.size() ? given.get(i) : "(end)";
      if (!want.equals(got)) {
        return "\n  expected " + want + "\n  got      " + got;
      }
    }
    return "none";
  }
}
