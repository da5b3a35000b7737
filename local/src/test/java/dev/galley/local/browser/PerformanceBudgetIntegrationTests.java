package dev.galley.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.logging.LogType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the editor weighs, and whether a long post stays smooth. */
@NeedsChromium
class PerformanceBudgetIntegrationTests {

  @RegisterExtension static final Stage stage = new Stage();

  private static final long MOST_BYTES = 300_000;
  private static final int WORDS = 10_000;
  private static final int WORDS_PER_PARAGRAPH = 80;

  /** Of a fast typist: 150 words a minute. A driver's own keys come in bursts, many in one task. */
  private static final Duration BETWEEN_KEYS = Duration.ofMillis(80);

  /** Browsers report tasks from 50 ms on, and keys from 16 ms on. */
  private static final String WATCH =
      """
      window.measured = { task: 0, key: 0 };
      const longest = (kind) => (list) => {
        for (const { duration } of list.getEntries()) measured[kind] = Math.max(measured[kind], duration);
      };
      new PerformanceObserver(longest('task')).observe({ type: 'longtask' });
      new PerformanceObserver(longest('key')).observe({ type: 'event', durationThreshold: 16 });
      """;

  @Test
  void theFirstVisitCostsLessThan300kB() {
    Editor author = stage.stranger();
    // What the browser's own start page loads is not ours.
    author.driver().manage().logs().get(LogType.PERFORMANCE);
    author.visit(stage.signInLink());
    author.awaitHeading("Posts");

    long bytes =
        author.driver().manage().logs().get(LogType.PERFORMANCE).getAll().stream()
            .map(entry -> new JsonMapper().readTree(entry.getMessage()).get("message"))
            .filter(event -> event.get("method").asString().equals("Network.loadingFinished"))
            .mapToLong(event -> event.at("/params/encodedDataLength").asLong())
            .sum();
    report("first-visit", String.format(Locale.ROOT, "first visit: %,d bytes", bytes));
    assertThat(bytes).isBetween(10_000L, MOST_BYTES);
  }

  @Test
  void typingInTenThousandWordsIsMeasured() {
    JsonNode post =
        stage.api().create(Map.of("slug", "long", "title", "Long", "body", tenThousandWords()));
    Editor author = stage.author();
    author.open("/editor/posts/" + post.get("id").asString());
    author.until("the preview", () -> author.preview().contains("word"));
    author.driver().executeScript(WATCH);

    for (int paragraph = 0; paragraph < 5; paragraph++) {
      String sign = "Sign" + paragraph;
      author.type("\n\nNow *written* until the preview has it: " + sign + ".", BETWEEN_KEYS);
      author.until("the preview follows", () -> author.preview().contains(sign));
    }
    author.awaitSaved();

    Map<?, ?> measured = (Map<?, ?>) author.driver().executeScript("return measured");
    double task = ((Number) measured.get("task")).doubleValue();
    report(
        "typing",
        String.format(
            Locale.ROOT,
            "typing in %,d words: longest task %s, slowest key to paint %.0f ms",
            WORDS,
            task == 0 ? "under 50 ms" : String.format(Locale.ROOT, "%.0f ms", task),
            ((Number) measured.get("key")).doubleValue()));
    assertThat(author.words()).endsWith("Sign4.");
  }

  /** Else each key would lay a long text out twice: with the scrollbar and without. */
  @Test
  void aTextKeepsItsWidthWhenItGetsAScrollbar() {
    Editor author = stage.author();
    author.open("/editor/posts/" + written("Width short", "A line."));
    int width = author.text().getRect().getWidth();
    author.open("/editor/posts/" + written("Width long", "A line.\n\n".repeat(200)));

    assertThat(author.driver().executeScript("return innerWidth - document.body.clientWidth"))
        .isEqualTo(0L);
    assertThat(author.text().getRect().getWidth()).isEqualTo(width);
  }

  private static String written(String title, String body) {
    return stage.api().create(Map.of("title", title, "body", body)).get("id").asString();
  }

  private static String tenThousandWords() {
    return IntStream.range(0, WORDS / WORDS_PER_PARAGRAPH)
        .mapToObj(
            paragraph ->
                (paragraph % 8 == 0 ? "## Part\n\n" : "")
                    + "A *word* or [two](/x) ".repeat(WORDS_PER_PARAGRAPH / 4))
        .collect(Collectors.joining("\n\n"));
  }

  private static void report(String name, String line) {
    System.out.println("Editor, " + line);
    try {
      Path folder = Files.createDirectories(Path.of("target", "browser"));
      Files.writeString(folder.resolve(name + ".txt"), line + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
