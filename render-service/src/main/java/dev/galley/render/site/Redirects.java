package dev.galley.render.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Permanent redirects from a file: {@code /from to} a line, {@code #} begins a comment; a {@code *}
 * at the end of both takes the rest of the path along.
 */
final class Redirects {

  private final Map<String, String> exact = new HashMap<>();
  private final TreeMap<String, String> prefixes = new TreeMap<>();

  private Redirects() {}

  /**
   * @param file null for no redirects
   * @throws IllegalArgumentException naming the line that cannot be read
   */
  static Redirects read(@Nullable Path file) {
    try {
      return file == null ? new Redirects() : of(Files.readAllLines(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("The redirects cannot be read from " + file, e);
    }
  }

  static Redirects of(List<String> lines) {
    Redirects redirects = new Redirects();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        redirects.add(line.split("\\s+"), i + 1);
      }
    }
    return redirects;
  }

  private void add(String[] words, int line) {
    if (words.length != 2 || !words[0].startsWith("/") || !isTarget(words[1])) {
      throw new IllegalArgumentException("Redirects, line " + line + ": expected '/from to'");
    }
    if (words[0].endsWith("*")) {
      prefixes.put(withoutStar(words[0]), words[1]);
    } else {
      exact.put(words[0], words[1]);
    }
  }

  private static boolean isTarget(String word) {
    return (word.startsWith("/") && !word.startsWith("//"))
        || word.startsWith("https://")
        || word.startsWith("http://");
  }

  /**
   * Where a path leads.
   *
   * @param path as in the request line, still encoded
   */
  Optional<String> target(String path) {
    String target = exact.get(path);
    if (target != null) {
      return Optional.of(target);
    }
    // The longest prefix of a path sorts last among those that are not after it.
    for (Map.Entry<String, String> candidate :
        prefixes.headMap(path, true).descendingMap().entrySet()) {
      if (path.startsWith(candidate.getKey())) {
        String rest = path.substring(candidate.getKey().length());
        String to = candidate.getValue();
        return Optional.of(to.endsWith("*") ? onThisSite(withoutStar(to) + rest) : to);
      }
    }
    return Optional.empty();
  }

  /** What a reader adds to a path must not make it another host, which two slashes begin. */
  private static String onThisSite(String target) {
    return target.replaceFirst("^//+", "/");
  }

  /** The paths that lead elsewhere. */
  Set<String> paths() {
    return Set.copyOf(exact.keySet());
  }

  /** Those that take the rest of the path along, as the file has them. */
  Map<String, String> patterns() {
    Map<String, String> patterns = new TreeMap<>();
    prefixes.forEach((from, to) -> patterns.put(from + "*", to));
    return patterns;
  }

  private static String withoutStar(String pattern) {
    return pattern.substring(0, pattern.length() - 1);
  }
}
