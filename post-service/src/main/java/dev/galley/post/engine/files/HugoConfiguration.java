package dev.galley.post.engine.files;

import dev.galley.post.engine.rules.Configuration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder of a site of Hugo's configuration, of which {@code hugo} reads two parts: {@code
 * _default}, and what {@code production} says otherwise. A file has the keys below its own name,
 * which may end with a language.
 */
final class HugoConfiguration {

  private static final Pattern PART =
      Pattern.compile(
          "config/(?:_default|production)/(?:.*/)?([^/.]+)(?:\\.([^/.]+))?\\.(?:toml|ya?ml|json)");

  private HugoConfiguration() {}

  /**
   * All that a site's configuration says.
   *
   * @param first what stands beside the folder
   * @param root of the site
   */
  static Configuration read(
      Configuration first, String root, Collection<String> paths, Function<String, byte[]> files) {
    Configuration all = first;
    for (String path : parts(root, paths)) {
      Matcher part = PART.matcher(path.substring(root.length()));
      if (part.matches()) {
        Configuration read = Configuration.read(path, files.apply(path));
        all = all.with(read.problem() == null ? placed(part, read.values()) : Map.of());
        all = all.withProblem(read.problem());
      }
    }
    return all;
  }

  private static List<String> parts(String root, Collection<String> paths) {
    // What is said as a whole comes before its parts, and "_default" before "production".
    return paths.stream()
        .filter(path -> path.startsWith(root + "config/"))
        .sorted(
            Comparator.comparing((String path) -> path.contains("config/production/"))
                .thenComparing(path -> !path.matches(".*/(?:hugo|config)\\.\\w+"))
                .thenComparing(path -> path))
        .toList();
  }

  private static Map<String, Object> placed(Matcher part, Map<String, Object> values) {
    String name = part.group(1).toLowerCase(Locale.ROOT);
    Map<String, Object> placed =
        name.equals("config") || name.equals("hugo") ? values : Map.of(name, values);
    return part.group(2) == null
        ? placed
        : Map.of("languages", Map.of(part.group(2).toLowerCase(Locale.ROOT), placed));
  }
}
