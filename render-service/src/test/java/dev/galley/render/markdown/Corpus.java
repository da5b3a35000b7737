package dev.galley.render.markdown;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The real posts beside which rendering is measured, where the machine has them. */
final class Corpus {

  /**
   * A snip.
   *
   * @param reference what kramdown 2.4 makes of its body, where that is known
   */
  record Snip(String name, String body, Optional<String> reference) {}

  private Corpus() {}

  static Path folder() {
    return Path.of(System.getProperty("galley.corpus", "../../shared/corpus"));
  }

  /** The snips in Markdown; skips the calling test where they are not at hand, but not in CI. */
  static List<Snip> snips() {
    Path corpus = folder();
    if (!Files.isDirectory(corpus)) {
      String message = "No corpus at " + corpus.toAbsolutePath();
      if ("true".equals(System.getenv("CI"))) {
        fail(message);
      }
      Assumptions.abort(message);
    }
    try (Stream<Path> files = Files.walk(corpus.resolve("soups"))) {
      return files
          .filter(file -> file.toString().endsWith(".markdown"))
          .sorted()
          .map(file -> read(file, corpus))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Snip read(Path file, Path corpus) {
    String name = file.getFileName().toString().replaceFirst("\\..*", "");
    Path reference = corpus.resolve("kramdown").resolve(name + ".html");
    return new Snip(
        name,
        body(text(file)),
        Files.exists(reference) ? Optional.of(text(reference)) : Optional.empty());
  }

  private static String body(String snip) {
    return snip.lines()
        .takeWhile(line -> !line.startsWith(":"))
        .collect(Collectors.joining("\n"))
        .strip();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
