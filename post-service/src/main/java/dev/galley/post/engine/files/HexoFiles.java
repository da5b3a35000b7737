package dev.galley.post.engine.files;

import dev.galley.post.engine.rules.Configuration;
import dev.galley.post.engine.rules.Values;
import dev.galley.post.snip.Manuscript;
import dev.galley.post.snip.Restrictions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which files Hexo makes posts and pages of, as its processors have it. */
final class HexoFiles {

  private static final Pattern HIDDEN =
      Pattern.compile("source/(?:_(?:posts|drafts)/)?+(?:.*/)?[_.].*");

  /** Metadata that only a fence behind them tells from the text, or one that is not read. */
  private static final Pattern UNFENCED =
      Pattern.compile(
          "\\A\\s*(?:[-;]{3,}|[\\w-]+[ \\t]*:|\"[^\"\\n]*\"[ \\t]*:).*?^(?:-{3,}|;{3,})$.*",
          Pattern.DOTALL | Pattern.MULTILINE);

  /** Where it lies in the folder of the site, whatever that is called. */
  static final String SOURCE = "source/";

  private final String source;

  /** Of hexo-blog-encrypt: whose posts have a password. */
  private final Set<String> encrypted;

  /** Of hexo-hide-posts: the name in front matter by which a post is hidden. */
  private final Optional<String> hiding;

  private final Globs ignored;
  private final Globs excluded;

  HexoFiles(Configuration configuration) {
    this.source = source(configuration);
    this.encrypted =
        Values.value(of(configuration, "encrypt"), "tags").stream()
            .flatMap(HexoFiles::named)
            .map(HexoFiles::normal)
            .collect(Collectors.toSet());
    this.hiding = Values.text(of(configuration, "hide_posts"), "filter");
    List<String> ignore = Values.texts(configuration.values(), "ignore").toList();
    // These are compared with whole paths of the machine that the site was built on.
    this.ignored =
        ignore.stream().anyMatch(glob -> glob.startsWith("/"))
            ? Globs.NOT_UNDERSTOOD
            : Globs.ofPaths(ignore);
    this.excluded = Globs.ofPaths(Values.texts(configuration.values(), "exclude").toList());
  }

  /** The folder of its posts and pages, with a slash at its end. */
  static String source(Configuration configuration) {
    return JekyllFiles.folder(configuration.text("source_dir").orElse(SOURCE));
  }

  /** A path as it would be if that folder was called as it is for most. */
  static String usual(String within, String source) {
    return source.equals(SOURCE) || source.isEmpty()
        ? within
        : within.startsWith(source)
            ? SOURCE + within.substring(source.length())
            : "beside/" + within;
  }

  private static Map<String, Object> of(Configuration configuration, String plugin) {
    return Values.named(configuration.value(plugin).orElse(""));
  }

  /** The names of a list, of which each may come with more; or those of a map. */
  private static Stream<String> named(Object tags) {
    return tags instanceof List<?> list
        ? list.stream()
            .flatMap(
                one ->
                    one instanceof Map<?, ?>
                        ? Values.text(Values.named(one), "name").stream()
                        : Stream.of(one.toString()))
        : Values.named(tags).keySet().stream();
  }

  private static String normal(String tag) {
    return tag.strip().toLowerCase(Locale.ROOT);
  }

  /** What may keep a post from readers by how it is written, and by what plugins make of that. */
  Stream<String> reasons(Manuscript manuscript) {
    List<String> reasons = new ArrayList<>();
    if (manuscript.metadata().isEmpty() && UNFENCED.matcher(manuscript.body()).matches()) {
      reasons.add("what it begins with may be metadata for Hexo, which are not read");
    }
    manuscript.tags().stream()
        .filter(tag -> encrypted.contains(normal(tag)))
        .map(tag -> "encrypt in the site's configuration has a password for its tag " + tag)
        .forEach(reasons::add);
    hiding
        .filter(
            name ->
                Values.value(manuscript.metadata(), name)
                    .filter(value -> Restrictions.areIn(Map.of("hidden", value)))
                    .isPresent())
        .map(name -> "it says " + name + ", by which the site's configuration hides posts")
        .ifPresent(reasons::add);
    return reasons.stream();
  }

  /**
   * Why it leaves out a file, which may be a picture.
   *
   * @param within its path from the site's root
   */
  List<String> leftOut(String within) {
    List<String> reasons = new ArrayList<>();
    if (HIDDEN.matcher(within).matches()) {
      reasons.add("Hexo leaves out names that begin with _");
    }
    ignored
        .reason("ignore in the site's configuration", Globs.levels(real(within)))
        .ifPresent(reasons::add);
    excluded
        .reason(
            "exclude in the site's configuration",
            Globs.levels(within.replaceFirst("^source/", "")))
        .ifPresent(reasons::add);
    return reasons;
  }

  private String real(String within) {
    return within.startsWith(SOURCE) ? source + within.substring(SOURCE.length()) : within;
  }
}
