package dev.galley.post.engine;

import dev.galley.post.snip.Manuscript;
import dev.galley.post.snip.ReadManuscript;
import dev.galley.post.snip.Restrictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a site keeps from readers by more than the post's own file: by its folder, by another file
 * in it, or by the configuration. Safe for many threads once all bundles are found.
 */
final class Withheld {

  /** Eleventy's files of what holds for the post, or for all in the folder, of the same name. */
  private static final Pattern DATA =
      Pattern.compile("(?:.*/)?([^/]+?)(?:\\.json|\\.11tydata\\.\\w+)");

  private final @Nullable Engine engine;
  private final Configuration configuration;
  private final JekyllFiles jekyll;
  private final IgnoredFiles ignored;
  private List<GitIgnored> leftOut = List.of();
  private final Set<String> bundles = new HashSet<>();
  private final Map<String, String> data = new HashMap<>();
  private final Set<String> hidden = ConcurrentHashMap.newKeySet();
  private final Map<String, String> cascades = new ConcurrentHashMap<>();

  Withheld(@Nullable Engine engine, Configuration configuration, JekyllFiles jekyll) {
    this.engine = engine;
    this.configuration = configuration;
    this.jekyll = jekyll;
    this.ignored = engine == Engine.HUGO ? IgnoredFiles.of(configuration) : IgnoredFiles.NONE;
  }

  /** Takes note of files that say what the engine leaves out. */
  void leaveOut(List<GitIgnored> files) {
    leftOut = files;
  }

  /** Takes note of a file among the content that says something of others. */
  void find(String path) {
    if (engine == Engine.HUGO
        && path.matches("(?:.*/)?index(?:\\.[\\w-]+)?\\.(?:md|markdown|html)")) {
      bundles.add(Site.folder(path));
    }
    Matcher found = DATA.matcher(path);
    if (engine == Engine.ELEVENTY && found.matches()) {
      String folder = Site.folder(path);
      String name = found.group(1);
      data.put(folder + name, path);
      if (("/" + folder).endsWith("/" + name + "/")) {
        data.put(folder, path);
      }
    }
  }

  /** Takes note of what a post says of its whole folder. */
  void survey(String path, ReadManuscript read) {
    String folder = Site.folder(path);
    boolean kept = !read.restrictions().isEmpty() || read.embargo() != null;
    if (bundles.contains(folder) && isIndex(path) && kept) {
      hidden.add(folder);
    }
    Values.value(read.manuscript().metadata(), "cascade")
        .filter(Withheld::restricts)
        .ifPresent(cascade -> cascades.put(folder, cascade.toString()));
  }

  /** Whether a file lies in a folder that is kept from readers as a whole. */
  boolean isHidden(String path) {
    return foldersOf(path)
        .anyMatch(folder -> hidden.contains(folder) || cascades.containsKey(folder));
  }

  /** The folders that a file lies in, each with its slash; the outermost has no name. */
  private static Stream<String> foldersOf(String path) {
    return Stream.iterate(
        Site.folder(path),
        (String folder) -> folder != null,
        folder -> folder.isEmpty() ? null : Site.folder(folder.substring(0, folder.length() - 1)));
  }

  /** A map or a list of maps, of which one keeps posts from readers. */
  private static boolean restricts(Object cascade) {
    if (cascade instanceof List<?> list) {
      return list.stream().anyMatch(Withheld::restricts);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    if (cascade instanceof Map<?, ?> map) {
      map.forEach((name, value) -> values.put(name.toString(), value));
    }
    return Restrictions.areIn(values);
  }

  /**
   * What keeps a post from readers.
   *
   * @param path of its file
   * @param within the same from the site's root
   */
  List<String> reasons(String path, String within, Manuscript manuscript) {
    List<String> reasons = new ArrayList<>();
    foldersOf(path)
        .filter(cascades::containsKey)
        .forEach(folder -> reasons.add(folder + " says for all in it " + cascades.get(folder)));
    if (configuration.value("cascade").filter(Withheld::restricts).isPresent()) {
      reasons.add("the site's configuration keeps all that is in it from readers");
    }
    Map<String, Object> defaults = defaults(within);
    defaults.keySet().removeAll(manuscript.metadata().keySet());
    if (Restrictions.areIn(defaults)) {
      reasons.add("the site's configuration says for it " + defaults);
    }
    if (Values.value(defaults, "date").isPresent()) {
      reasons.add("the site's configuration has a date for it, which may be to come");
    }
    if (!isIndex(path) && foldersOf(path).anyMatch(bundles::contains)) {
      reasons.add("it is a part of the bundle in its folder, and no page of its own");
    }
    ignored.reason(within).ifPresent(reasons::add);
    leftOut.stream().flatMap(file -> file.reason(path).stream()).forEach(reasons::add);
    Stream.concat(Stream.of(path.replaceFirst("\\.[^./]+$", "")), foldersOf(path))
        .filter(data::containsKey)
        .findFirst()
        .ifPresent(
            name -> reasons.add(data.get(name) + " is not read, which may keep it from readers"));
    if (engine == Engine.ASTRO
        && Arrays.stream(within.split("/")).anyMatch(part -> part.startsWith("_"))) {
      reasons.add("its engine leaves out names that begin with _");
    }
    if (engine == Engine.JEKYLL) {
      jekyll.reasons(within).forEach(reasons::add);
      if (manuscript.metadata().isEmpty()) {
        reasons.add("Jekyll makes no page of a file without front matter");
      }
    }
    if (Values.value(manuscript.metadata(), "redirect_to").isPresent()) {
      reasons.add("it only leads elsewhere");
    }
    return reasons;
  }

  private static boolean isIndex(String path) {
    return path.startsWith("index.", path.lastIndexOf('/') + 1);
  }

  /**
   * What Jekyll's configuration adds to the metadata of a file.
   *
   * @param within its path from the site's root
   */
  Map<String, Object> defaults(String within) {
    return engine == Engine.JEKYLL ? jekyll.defaults(within) : new LinkedHashMap<>();
  }
}
