package dev.galley.post.snip;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The real posts that tests read; see the system property {@code galley.corpus}. */
public final class Corpus {

  private static final Path ROOT = Path.of(System.getProperty("galley.corpus", "../corpus"));

  private Corpus() {}

  /** Every snip's bytes by path; skips the calling test where there is no corpus, except in CI. */
  public static Map<String, byte[]> snips() {
    return files("soups");
  }

  /** Every image's bytes by path. */
  public static Map<String, byte[]> images() {
    return files("images");
  }

  /** The files of a case that people reported, below its folder; skips where there are no cases. */
  public static Map<String, byte[]> cases(String name) {
    Path cases = ROOT.resolve("../cases/imports").normalize();
    assumeTrue(Files.isDirectory(cases), "no cases at " + cases);
    return files("../cases/imports/" + name);
  }

  private static Map<String, byte[]> files(String folder) {
    Path root = ROOT.resolve(folder).normalize();
    if ("true".equals(System.getenv("CI"))) {
      assertThat(root).as("the corpus").isDirectory();
    }
    assumeTrue(Files.isDirectory(root), "no corpus at " + root);
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(file -> Files.isRegularFile(file, NOFOLLOW_LINKS)).toList()) {
        files.put(root.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** Names whose content differs between two sets of files. */
  public static List<String> differences(Map<String, byte[]> some, Map<String, byte[]> others) {
    return Stream.concat(some.keySet().stream(), others.keySet().stream())
        .distinct()
        .filter(path -> !Arrays.equals(some.get(path), others.get(path)))
        .toList();
  }
}
