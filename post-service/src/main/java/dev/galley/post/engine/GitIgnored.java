package dev.galley.post.engine;

import dev.galley.post.engine.IgnoredFiles.Counted;
import dev.galley.post.engine.IgnoredFiles.TooLong;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a {@code .gitignore} or an {@code .eleventyignore} says, which Eleventy makes no pages of. A
 * line that takes something back ({@code !}) is not believed: what goes out by mistake cannot be
 * called back.
 *
 * @param file its path
 * @param problem why no file can be told from one that is left out; absent when they can
 */
record GitIgnored(String file, List<Pattern> lines, boolean problem) {

  static final Set<String> NAMES = Set.of(".gitignore", ".eleventyignore");

  private static final int MAX_FILES = 20;
  private static final int MAX_LINES = 1_000;
  private static final int MAX_CHARS = 200;

  /** As many as a path has parts and a pattern has stars, and some. */
  private static final int MAX_STEPS = 200_000;

  /** Those of a site; each holds for its own folder. */
  static List<GitIgnored> in(
      String root, Collection<String> paths, Function<String, byte[]> files) {
    return paths.stream()
        .filter(path -> path.startsWith(root))
        .filter(path -> NAMES.contains(path.substring(path.lastIndexOf('/') + 1)))
        .sorted()
        .limit(MAX_FILES)
        .map(path -> of(path, new String(files.apply(path), StandardCharsets.UTF_8)))
        .toList();
  }

  static GitIgnored of(String file, String text) {
    List<Pattern> patterns = new ArrayList<>();
    List<String> lines = text.lines().map(String::strip).toList();
    for (String line : lines) {
      if (line.isEmpty() || line.startsWith("#") || line.startsWith("!")) {
        continue;
      }
      if (patterns.size() == MAX_LINES || line.length() > MAX_CHARS || line.indexOf('[') >= 0) {
        return new GitIgnored(file, List.of(), true);
      }
      patterns.add(pattern(line));
    }
    return new GitIgnored(file, List.copyOf(patterns), false);
  }

  /** As gitignore(5) has it: a slash within the line ties it to the file's own folder. */
  private static Pattern pattern(String line) {
    String plain = line.replaceFirst("^\\./", "").replaceFirst("/\\*?\\*?$", "");
    boolean tied = plain.contains("/");
    StringBuilder expression = new StringBuilder(tied ? "" : "(?:.*/)?");
    String glob = plain.replaceFirst("^/", "");
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (glob.startsWith("**/", i)) {
        expression.append("(?:.*/)?");
        i += 2;
      } else if (c == '*') {
        expression.append(glob.startsWith("**", i) ? ".*" : "[^/]*");
        i += glob.startsWith("**", i) ? 1 : 0;
      } else if (c == '?') {
        expression.append("[^/]");
      } else {
        boolean escaped = c == '\\' && i + 1 < glob.length();
        expression.append(Pattern.quote(String.valueOf(escaped ? glob.charAt(++i) : c)));
      }
    }
    return Pattern.compile(expression + "(?:/.*)?");
  }

  /** Why a file is left out. */
  Optional<String> reason(String path) {
    String folder = Site.folder(file);
    if (!path.startsWith(folder)) {
      return Optional.empty();
    }
    if (problem) {
      return Optional.of(file + " is not understood, which may leave it out");
    }
    String within = path.substring(folder.length());
    int[] steps = new int[1];
    try {
      return lines.stream().anyMatch(line -> line.matcher(new Counted(within, steps)).matches())
          ? Optional.of(file + " leaves it out")
          : Optional.empty();
    } catch (TooLong e) {
      return Optional.of(file + " takes too long to compare with it");
    }
  }
}
