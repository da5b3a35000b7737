package dev.galley.render.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever arrives is rendered or refused with a reason, soon, and nothing else happens. */
class HostileDocumentTests {

  @AutoClose private static GuardedMarkdown markdown;

  @BeforeAll
  static void start() {
    // Shorter than in production, so that a hundred documents that use it up do not take minutes.
    markdown = MarkdownFixtures.markdown(Duration.ofMillis(500));
  }

  static Stream<Arguments> documents() {
    return HostileDocuments.all().entrySet().stream()
        .map(document -> arguments(document.getKey(), document.getValue()));
  }

  // Far more than the deadline: for a busy machine, and for flexmark's and jsoup's own steps.
  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void isRenderedOrRefused(String name, Source source) {
    try {
      assertThat(markdown.render(source).html()).hasSizeLessThan(10_000_000);
    } catch (UnrenderableDocument refused) {
      assertThat(refused).hasMessageMatching("(?s)[A-Z].{10,200}");
    }

    assertThat(markdown.render(new Source(Format.KRAMDOWN, "still *alive*")).html())
        .contains("<em>alive</em>");
  }
}
