package dev.galley.render.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each file in {@code render/kramdown} is rendered as kramdown itself did; ORIGIN.txt says which.
 */
class KramdownRulesTests {

  static Stream<Path> files() throws IOException, URISyntaxException {
    Path folder =
        Path.of(
            Objects.requireNonNull(KramdownRulesTests.class.getResource("/render/kramdown"))
                .toURI());
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void areKept(Path file) throws IOException {
    Path expected = Path.of(file.toString().replaceFirst("md$", "html"));

    try (GuardedMarkdown markdown = MarkdownFixtures.markdown()) {
      String html = markdown.render(new Source(Format.KRAMDOWN, Files.readString(file))).html();

      assertThat(ComparableHtml.of(html)).isEqualTo(ComparableHtml.of(Files.readString(expected)));
    }
  }
}
