package dev.galley.post.engine.files;

import dev.galley.post.engine.files.IgnoredFiles.TooLong;
import dev.galley.post.engine.rules.Configuration;
import dev.galley.post.engine.rules.Engine;
import dev.galley.post.engine.rules.JekyllNames;
import dev.galley.post.engine.rules.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which files Jekyll makes pages of, as its {@code Reader} and {@code EntryFilter} have it, and
 * what its configuration adds to them. Paths are from the folder that it reads.
 */
final class JekyllFiles {

  /** What it excludes unless it is told otherwise. */
  private static final List<String> EXCLUDED =
      List.of(
          "Gemfile",
          "gemfiles",
          "node_modules",
          "vendor/bundle/",
          "vendor/cache/",
          "vendor/gems/",
          "vendor/ruby/");

  /** What lies among its posts without the date that makes it one. */
  private static final Pattern UNDATED =
      Pattern.compile("(?:.*/)?_posts/(?:.*/)?(?!\\d{2,4}-\\d{1,2}-\\d{1,2}-)[^/]*");

  private static final Pattern POSTS = Pattern.compile("(?:.*/)?_(?:posts|drafts)/.*");
  private static final Set<String> OF_POSTS = Set.of("_posts", "_drafts");

  /** Names with a dot that are of the machine, or that everybody has anyway. */
  private static final Pattern OF_SERVERS =
      Pattern.compile("\\.(?:htaccess|htpasswd|nojekyll|gitignore|git.*|domains)");

  private final Configuration configuration;
  private final Set<String> markdown;
  private final String collections;
  private final Matched excluded;
  private final Matched included;

  JekyllFiles(Configuration configuration) {
    this.configuration = configuration;
    this.markdown =
        Arrays.stream(configuration.text("markdown_ext").orElse("").split("[,\\s]+"))
            .map(extension -> extension.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    this.collections = folder(configuration.text("collections_dir").orElse(""));
    List<String> include = Values.texts(configuration.values(), "include").toList();
    this.included = Matched.by(include);
    this.excluded =
        Matched.by(
            Stream.concat(Values.texts(configuration.values(), "exclude"), EXCLUDED.stream())
                .filter(pattern -> !include.contains(pattern))
                .toList());
  }

  /**
   * A folder as configurations name it, with a slash at its end; empty for the one that it is in.
   */
  static String folder(String named) {
    String plain = named.replaceFirst("^(?:\\./)+", "").replaceFirst("/+$", "");
    return plain.isEmpty() || plain.equals(".") ? "" : plain + "/";
  }

  /** What a pattern means there: a whole path, in which a star is anything, or how one begins. */
  private record Matched(List<String> beginnings, Globs globs) {

    static Matched by(List<String> patterns) {
      List<String> plain =
          patterns.stream().map(pattern -> pattern.replaceFirst("^/+", "")).toList();
      return new Matched(plain, Globs.ofNames(plain));
    }

    boolean matches(String path) {
      return beginnings.stream().anyMatch(path::startsWith) || globs.matchAny(List.of(path));
    }
  }

  /** Whether it takes a file for Markdown because it is told so. */
  boolean isMarkdown(String within) {
    return within.matches(".*[^/]\\.[^./]+")
        && markdown.contains(
            within.substring(within.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }

  /** What it shows although its name begins with a dot, which does not come here; for people. */
  List<String> notes(Predicate<String> isThere) {
    return included.beginnings().stream()
        .filter(name -> name.startsWith(".") && !OF_SERVERS.matcher(name).matches())
        .filter(name -> !isThere.test(name))
        .map(name -> "the site shows " + name + " as well, of which nothing is read here")
        .toList();
  }

  /** The path of a post or page by which it has its address; empty for what is neither. */
  Optional<String> content(String within) {
    String collected =
        within.startsWith(collections) ? within.substring(collections.length()) : within;
    if (isCollected(within)) {
      return Optional.of(collected);
    }
    return Engine.JEKYLL
        .inContent(within)
        .map(path -> POSTS.matcher(path).matches() ? collected : path)
        .or(() -> Optional.of(within).filter(path -> isIncludedFolder(path)));
  }

  /** Where a file is served that goes out as it is; empty when it is not. */
  Optional<String> served(String within) {
    return collection(within)
        .map(
            said -> {
              String path = within.substring(collections.length() + 1);
              int name = path.lastIndexOf('/') + 1;
              int dot = path.indexOf('.', name) < 0 ? path.length() : path.lastIndexOf('.');
              return Values.text(said, "permalink")
                      .orElse("/:collection/:path")
                      .replace(":collection", path.substring(0, path.indexOf('/')))
                      .replace(":path", path.substring(path.indexOf('/') + 1, dot))
                      .replace(":name", path.substring(name, dot))
                      .replaceAll(":\\w+", "")
                      .replaceAll("/{2,}", "/")
                      .replaceAll("^/|/$", "")
                  + path.substring(dot);
            })
        .or(() -> Engine.JEKYLL.inServed(within));
  }

  private boolean isCollected(String within) {
    return collection(within).isPresent();
  }

  /** What the configuration says of the collection that a file lies in, where it shows that. */
  private Optional<Map<String, Object>> collection(String within) {
    if (!within.startsWith(collections + "_")) {
      return Optional.empty();
    }
    String path = within.substring(collections.length() + 1);
    String name = path.substring(0, Math.max(0, path.indexOf('/')));
    return Optional.ofNullable(
            Values.named(configuration.value("collections").orElse("")).get(name))
        .map(Values::named)
        .filter(one -> String.valueOf(one.get("output")).equals("true"));
  }

  /** A folder that would be left out by its name, but is named. */
  private boolean isIncludedFolder(String within) {
    int end = within.indexOf('/');
    return end > 0
        && within.startsWith("_")
        && !OF_POSTS.contains(within.substring(0, end))
        && included.beginnings().contains(within.substring(0, end))
        && Engine.JEKYLL.inContent(within.substring(1)).isPresent();
  }

  /** Why it makes no page of a file. */
  Stream<String> reasons(String within) {
    List<String> reasons = leftOut(within);
    if (POSTS.matcher(within).matches() && !within.startsWith(collections)) {
      reasons.add("the site's configuration has its posts in " + collections);
    }
    if (UNDATED.matcher(within).matches()) {
      reasons.add("Jekyll makes no post of a file without a date in its name");
    }
    return reasons.stream();
  }

  /** Why it leaves a file out, which may be a picture. */
  List<String> leftOut(String within) {
    List<String> reasons = new ArrayList<>();
    if (!excluded.globs().areUnderstood() || !included.globs().areUnderstood()) {
      reasons.add("what the site's configuration excludes is not understood");
    }
    try {
      if (!included.beginnings().contains(within)) {
        if (isExcluded(within)) {
          reasons.add("the site's configuration excludes it");
        }
        if (hasHidingName(within)) {
          reasons.add("its engine leaves out names that begin with _, # or ~");
        }
      }
    } catch (TooLong e) {
      reasons.add("what the site's configuration excludes takes too long to compare with it");
    }
    return reasons;
  }

  private boolean isExcluded(String within) {
    return Globs.levels(within).stream()
        .anyMatch(
            level -> {
              String name = level.substring(level.lastIndexOf('/') + 1);
              String inner = inCollection(level);
              return excluded.matches(level)
                  && !included.matches(name)
                  && (inner.isEmpty() || !included.matches(inner));
            });
  }

  /** Within a collection, and among posts, paths are told from there; empty elsewhere. */
  private String inCollection(String path) {
    String posts = path.replaceFirst("^(?:.*/)?_(?:posts|drafts)/", "");
    return !posts.equals(path)
        ? posts
        : isCollected(path) ? path.substring(path.indexOf('/', collections.length()) + 1) : "";
  }

  private boolean hasHidingName(String within) {
    String folder = isCollected(within) ? within.substring(collections.length()) : "/";
    String collection = folder.substring(0, folder.indexOf('/'));
    return Arrays.stream(within.split("/"))
        .filter(part -> part.matches("[._#~].*"))
        .filter(part -> !OF_POSTS.contains(part) && !part.equals(collection))
        .anyMatch(part -> !included.matches(part));
  }

  /** What the configuration adds to the metadata of a file; what is said of fewer files counts. */
  Map<String, Object> defaults(String within) {
    Map<String, Object> added = new LinkedHashMap<>();
    if (configuration.value("defaults").orElse("") instanceof List<?> all) {
      all.stream()
          .flatMap(one -> one instanceof Map<?, ?> map ? Stream.of(map) : Stream.empty())
          .filter(one -> isInScope(scope(one), within))
          .sorted(
              Comparator.<Map<?, ?>>comparingInt(one -> text(scope(one), "path").length())
                  .thenComparing(one -> scope(one).containsKey("type")))
          .forEach(
              one -> {
                if (one.get("values") instanceof Map<?, ?> values) {
                  values.forEach((name, value) -> added.put(name.toString(), value));
                }
              });
    }
    return added;
  }

  /** What a post says, with what the configuration adds: categories are added to its own. */
  Map<String, Object> with(String within, Map<String, Object> own) {
    Map<String, Object> all = defaults(within);
    List<String> categories =
        Stream.of(all, own)
            .flatMap(said -> JekyllNames.words(said, "categories"))
            .distinct()
            .toList();
    all.putAll(own);
    if (!categories.isEmpty()) {
      all.put("categories", categories);
    }
    return all;
  }

  private static Map<?, ?> scope(Map<?, ?> one) {
    return one.get("scope") instanceof Map<?, ?> scope ? scope : Map.of();
  }

  private static String text(Map<?, ?> scope, String name) {
    Object value = scope.get(name);
    return value == null ? "" : value.toString().replaceFirst("^/", "");
  }

  private boolean isInScope(Map<?, ?> scope, String within) {
    String type = text(scope, "type");
    if (!type.isEmpty()
        && !type.replaceFirst("s$", "").equals(type(within).replaceFirst("s$", ""))) {
      return false;
    }
    String path = text(scope, "path");
    String plain = path.startsWith(collections) ? path.substring(collections.length()) : path;
    String collected =
        within.startsWith(collections) ? within.substring(collections.length()) : within;
    if (!path.contains("*")) {
      return collected.startsWith(plain) || within.startsWith(path);
    }
    Globs globs = Globs.ofPaths(List.of(path + "*"));
    try {
      return !globs.areUnderstood() || globs.matchAny(Globs.levels(within));
    } catch (TooLong e) {
      return true;
    }
  }

  private String type(String within) {
    if (POSTS.matcher(within).matches()) {
      return within.matches("(?:.*/)?_drafts/.*") ? "drafts" : "posts";
    }
    return isCollected(within)
        ? within.substring(collections.length() + 1, within.indexOf('/', collections.length()))
        : "pages";
  }
}
