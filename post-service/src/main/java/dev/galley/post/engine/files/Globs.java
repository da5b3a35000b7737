package dev.galley.post.engine.files;

import dev.galley.post.engine.files.IgnoredFiles.Counted;
import dev.galley.post.engine.files.IgnoredFiles.TooLong;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Patterns with stars by which an engine leaves files out.
 *
 * @param areUnderstood false when no file can be told from one that is left out
 */
record Globs(List<Pattern> patterns, boolean areUnderstood) {

  static final Globs NOT_UNDERSTOOD = new Globs(List.of(), false);

  private static final int MAX_GLOBS = 1_000;
  private static final int MAX_CHARS = 200;

  /** What is taken back or repeated, which is not read. */
  private static final Pattern EXTENDED = Pattern.compile("^!|[(]|\\.\\.");

  /** As shells have them: one star is within a folder, two go through folders. */
  static Globs ofPaths(Collection<String> globs) {
    return of(globs, true);
  }

  /** As fnmatch(3) has them without options: a star goes through folders. */
  static Globs ofNames(Collection<String> globs) {
    return of(globs, false);
  }

  private static Globs of(Collection<String> globs, boolean areParted) {
    List<Pattern> patterns = new ArrayList<>();
    for (String glob : globs) {
      Optional<Pattern> pattern = pattern(glob, areParted);
      if (pattern.isEmpty() || patterns.size() == MAX_GLOBS) {
        return NOT_UNDERSTOOD;
      }
      patterns.add(pattern.get());
    }
    return new Globs(List.copyOf(patterns), true);
  }

  private static Optional<Pattern> pattern(String glob, boolean isParted) {
    if (glob.length() > MAX_CHARS || isParted && EXTENDED.matcher(glob).find()) {
      return Optional.empty();
    }
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (isParted && glob.startsWith("**/", i)) {
        expression.append("(?:.*/)?");
        i += 2;
      } else if (c == '*') {
        int stars = i;
        while (i + 1 < glob.length() && glob.charAt(i + 1) == '*') {
          i++;
        }
        expression.append(isParted && i == stars ? "[^/]*" : ".*");
      } else if (c == '?') {
        expression.append(isParted ? "[^/]" : ".");
      } else if (c == '[') {
        int end = glob.indexOf(']', i);
        if (end < 0 || !glob.substring(i + 1, end).matches("[!^]?[\\w .-]+")) {
          return Optional.empty();
        }
        expression.append(glob.substring(i, end + 1).replaceFirst("^\\[!", "[^"));
        i = end;
      } else if (isParted && "{,}".indexOf(c) >= 0) {
        expression.append(c == '{' ? "(?:" : c == '}' ? ")" : "|");
      } else {
        boolean isEscaped = c == '\\' && i + 1 < glob.length();
        expression.append(Pattern.quote(String.valueOf(isEscaped ? glob.charAt(++i) : c)));
      }
    }
    try {
      return Optional.of(Pattern.compile(expression.toString(), Pattern.DOTALL));
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  /**
   * Why files are left out.
   *
   * @param who has the patterns, for people
   * @param paths by which one file is known: its own, and those of its folders
   */
  Optional<String> reason(String who, Collection<String> paths) {
    if (!areUnderstood) {
      return Optional.of(who + " is not understood, which may leave it out");
    }
    try {
      return matchAny(paths) ? Optional.of(who + " leaves it out") : Optional.empty();
    } catch (TooLong e) {
      return Optional.of(who + " takes too long to compare with it");
    }
  }

  /**
   * Whether one of the patterns is one of the paths as a whole.
   *
   * @throws TooLong when that cannot be told in a while
   */
  boolean matchAny(Collection<String> paths) {
    int[] steps = new int[1];
    return paths.stream()
        .anyMatch(
            path ->
                patterns.stream()
                    .anyMatch(pattern -> pattern.matcher(new Counted(path, steps)).matches()));
  }

  /** A file's path and those of the folders that it lies in, without their slashes. */
  static List<String> levels(String path) {
    List<String> levels = new ArrayList<>();
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      levels.add(path.substring(0, slash));
    }
    levels.add(path);
    return levels;
  }
}
