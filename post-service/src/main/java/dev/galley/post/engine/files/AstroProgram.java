package dev.galley.post.engine.files;

import dev.galley.post.snip.Restrictions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the pages of a site of Astro, and the schema of its content, ask of a post's metadata before
 * they show it. They are programs and are not run: only questions for a yes or a no are read.
 *
 * @param problems what may leave out any post, for people
 * @param hiding whose yes keeps a post from readers
 * @param showing whose yes it takes to be shown
 * @param defaults what holds for posts that do not say it
 */
record AstroProgram(
    List<String> problems, Set<String> hiding, Set<String> showing, Map<String, Boolean> defaults) {

  static final AstroProgram NONE = new AstroProgram(List.of(), Set.of(), Set.of(), Map.of());

  private static final Pattern PROGRAM = Pattern.compile("src/.*\\.(?:astro|[cm]?[jt]sx?)");

  private static final Pattern FILTER =
      Pattern.compile("\\bgetCollection\\s*\\(|\\.\\s*filter\\s*\\(");

  /** {@code !data.x}, {@code data.x !== true}, {@code data.x === false}. */
  private static final Pattern REFUSED =
      Pattern.compile(
          "!\\s*(?:\\w+\\.)?data\\??\\.(\\w+)\\s*(?=$|[)&|;:,}])"
              + "|\\bdata\\??\\.(\\w+)\\s*(?:!==?\\s*true|===?\\s*false)\\b");

  /** {@code data.x === true}. */
  private static final Pattern WANTED = Pattern.compile("\\bdata\\??\\.(\\w+)\\s*===?\\s*true\\b");

  private static final Pattern DEFAULT =
      Pattern.compile(
          "\\b(\\w+)\\s*:\\s*z\\s*\\.\\s*boolean\\(\\)\\s*\\.\\s*default\\(\\s*(true|false)");

  /** What may ask for the data of posts, or say what they hold. */
  private static final Pattern OF_CONTENT =
      Pattern.compile("\\bdata\\??\\.\\w|\\bz\\s*\\.\\s*boolean\\b");

  /** More than people write of these. */
  private static final int MAX_CHARS = 200_000;

  /** Of one question: without an end of its own each would be read to the end of all. */
  private static final int MAX_FILTER = 2_000;

  /** The programs of a site. */
  static AstroProgram in(String root, Collection<String> paths, Function<String, byte[]> files) {
    StringBuilder programs = new StringBuilder();
    paths.stream()
        .filter(path -> path.startsWith(root))
        .filter(path -> PROGRAM.matcher(path.substring(root.length())).matches())
        .takeWhile(path -> programs.length() <= MAX_CHARS)
        .map(path -> new String(files.apply(path), StandardCharsets.UTF_8))
        .filter(text -> OF_CONTENT.matcher(text).find())
        .forEach(text -> programs.append(text).append('\n'));
    return of(programs.toString());
  }

  static AstroProgram of(String text) {
    if (text.length() > MAX_CHARS) {
      return new AstroProgram(
          List.of("the site's programs are too long to be read"), Set.of(), Set.of(), Map.of());
    }
    String code = EleventyProgram.withoutComments(text);
    Set<String> hiding = new HashSet<>();
    Set<String> showing = new HashSet<>();
    FILTER
        .matcher(code)
        .results()
        .map(call -> code.substring(call.end(), Math.min(call.end() + MAX_FILTER, code.length())))
        .map(rest -> EleventyProgram.call(rest, 0))
        .forEach(
            filter -> {
              names(REFUSED, filter).forEach(hiding::add);
              names(WANTED, filter).forEach(showing::add);
            });
    Map<String, Boolean> defaults = new HashMap<>();
    DEFAULT
        .matcher(code)
        .results()
        .forEach(said -> defaults.put(said.group(1), said.group(2).equals("true")));
    return new AstroProgram(List.of(), hiding, showing, defaults);
  }

  private static List<String> names(Pattern pattern, String filter) {
    return pattern.matcher(filter).results().map(AstroProgram::name).toList();
  }

  private static String name(MatchResult found) {
    return found.group(1) == null ? found.group(2) : found.group(1);
  }

  /** Why its pages do not show a post. */
  List<String> reasons(Map<String, Object> metadata) {
    List<String> reasons = new ArrayList<>(problems);
    hiding.stream()
        .filter(name -> isYes(name, metadata))
        .map(name -> "the site's program shows none whose " + name + " is true")
        .sorted()
        .forEach(reasons::add);
    showing.stream()
        .filter(name -> !isYes(name, metadata))
        .map(name -> "the site's program shows only those whose " + name + " is true")
        .sorted()
        .forEach(reasons::add);
    return reasons;
  }

  private boolean isYes(String name, Map<String, Object> metadata) {
    Object said = metadata.get(name);
    return said == null
        ? defaults.getOrDefault(name, false)
        : Restrictions.areIn(Map.of("hidden", said));
  }
}
