package dev.galley.post.engine.text;

import dev.galley.post.engine.rules.Engine;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which tags a site or its theme defines itself: one that has the name of the engine's own stands
 * for whatever the site makes of it, which may be nothing.
 *
 * @param names in small letters
 */
public record OwnTags(Set<String> names) {

  public static final OwnTags NONE = new OwnTags(Set.of());

  /** By the name of its file, which may say a language and a format as well. */
  private static final Pattern OF_HUGO =
      Pattern.compile("(?:.*/)?layouts/_?shortcodes/([^.]+)\\.[^/]+");

  private static final Pattern OF_ZOLA =
      Pattern.compile("(?:.*/)?templates/shortcodes/([^.]+)\\.(?:html|md)");

  /** A file of a program that may define some, and how it does. */
  private record Program(Pattern file, Pattern definition) {}

  private static final Program OF_JEKYLL =
      new Program(
          Pattern.compile("(?:.*/)?_plugins/.*\\.rb"),
          Pattern.compile("\\bregister_tag\\b[\\s(]{0,9}[\"':](\\w+)"));

  private static final Program OF_ELEVENTY =
      new Program(
          Pattern.compile("(?:.*/)?[^/]+\\.[cm]?[jt]s"),
          Pattern.compile(
              "\\badd(?:Async|Paired|PairedAsync)?(?:Nunjucks|Liquid|Handlebars|Javascript)?(?:Async)?"
                  + "(?:Shortcode|Tag)\\(\\s{0,99}[\"'`](\\w+)"));

  private static final Program OF_HEXO =
      new Program(
          Pattern.compile("(?:themes/[^/]+/)?scripts/.*\\.[cm]?js"),
          Pattern.compile("\\btag\\s{0,9}\\.\\s{0,9}register\\(\\s{0,99}[\"'`](\\w+)"));

  /**
   * Those of a site.
   *
   * @param files gives the bytes of one of the paths
   */
  public static OwnTags in(
      Engine engine, String root, Collection<String> paths, Function<String, byte[]> files) {
    Stream<String> within =
        paths.stream()
            .filter(path -> path.startsWith(root) && !path.contains("node_modules/"))
            .map(path -> path.substring(root.length()));
    return switch (engine) {
      case HUGO -> of(within, OF_HUGO);
      case ZOLA -> of(within, OF_ZOLA);
      case JEKYLL -> of(within, OF_JEKYLL, path -> files.apply(root + path));
      case ELEVENTY -> of(within, OF_ELEVENTY, path -> files.apply(root + path));
      case HEXO -> of(within, OF_HEXO, path -> files.apply(root + path));
      default -> NONE;
    };
  }

  private static OwnTags of(Stream<String> paths, Pattern file) {
    return of(paths.flatMap(path -> file.matcher(path).results()));
  }

  private static OwnTags of(Stream<String> paths, Program program, Function<String, byte[]> files) {
    return of(
        paths
            .filter(path -> program.file().matcher(path).matches())
            .map(path -> new String(files.apply(path), StandardCharsets.UTF_8))
            .flatMap(text -> program.definition().matcher(text).results()));
  }

  private static OwnTags of(Stream<MatchResult> found) {
    Set<String> names = new HashSet<>();
    found.map(one -> one.group(1).toLowerCase(Locale.ROOT)).forEach(names::add);
    return new OwnTags(names);
  }

  boolean has(String name) {
    return names.contains(name.toLowerCase(Locale.ROOT));
  }
}
