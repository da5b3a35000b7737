package dev.galley.post.engine.files;

import dev.galley.post.engine.rules.Folders;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a {@code .gitignore} or an {@code .eleventyignore} says, which Eleventy makes no pages of. A
 * line that takes something back ({@code !}) is not believed: what goes out by mistake cannot be
 * called back.
 *
 * @param file its path
 */
record GitIgnored(String file, Globs globs) {

  static final Set<String> NAMES = Set.of(".gitignore", ".eleventyignore");

  /** Those of a site; each holds for its own folder. */
  static List<GitIgnored> in(
      String root, Collection<String> paths, Function<String, byte[]> files) {
    return paths.stream()
        .filter(path -> path.startsWith(root))
        .filter(path -> NAMES.contains(path.substring(path.lastIndexOf('/') + 1)))
        .sorted()
        .map(path -> of(path, new String(files.apply(path), StandardCharsets.UTF_8)))
        .toList();
  }

  static GitIgnored of(String file, String text) {
    return new GitIgnored(
        file,
        Globs.ofPaths(
            text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#") && !line.startsWith("!"))
                .map(GitIgnored::glob)
                .toList()));
  }

  /** As gitignore(5) has it: a slash within the line ties it to the file's own folder. */
  private static String glob(String line) {
    String plain = line.replaceFirst("^\\./", "").replaceFirst("/\\*?\\*?$", "");
    return plain.contains("/") ? plain.replaceFirst("^/", "") : "**/" + plain;
  }

  /** Why a file is left out. */
  Optional<String> reason(String path) {
    String folder = Folders.of(file);
    return path.startsWith(folder)
        ? globs.reason(file, Globs.levels(path.substring(folder.length())))
        : Optional.empty();
  }
}
