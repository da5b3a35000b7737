package dev.galley.render.corpus;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.galley.event.PostPublished;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The corpus as publications: what post-service would send for each snip, read by the few rules
 * that matter here.
 */
public final class Corpus {

  private static final Path ROOT = Path.of(System.getProperty("galley.corpus", "../corpus"));

  private Corpus() {}

  /** Skips the test where the corpus is absent; in continuous integration that is a failure. */
  public static void require() {
    boolean there = Files.isDirectory(ROOT.resolve("soups"));
    if (!there && "true".equals(System.getenv("CI"))) {
      throw new IllegalStateException("The corpus is not at " + ROOT.toAbsolutePath());
    }
    assumeTrue(there, "The corpus is not at " + ROOT.toAbsolutePath());
  }

  public static Path images() {
    return ROOT.resolve("images");
  }

  public static Path redirects() {
    return ROOT.resolve("redirects.txt");
  }

  /** Every routable snip, in the order of its file's path. */
  public static List<PostPublished> posts() {
    try (Stream<Path> files = Files.walk(ROOT.resolve("soups"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getParent().getFileName().toString().equals("templates"))
          .sorted()
          .map(SnipFile::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static PostPublished post(String slug) {
    return posts().stream().filter(post -> post.slug().equals(slug)).findFirst().orElseThrow();
  }
}
