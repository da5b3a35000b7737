package dev.galley.post.engine.files;

import dev.galley.post.engine.rules.Configuration;
import dev.galley.post.engine.rules.Engine;
import dev.galley.post.engine.rules.Folders;
import dev.galley.post.engine.rules.Values;
import dev.galley.post.snip.Clocks;
import dev.galley.post.snip.Restrictions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the sections of Hugo and Zola, and what Hugo's configuration, say for all pages in them: a
 * section that is not for readers takes its pages and its subsections along. Safe for many threads
 * once all sections are surveyed.
 */
final class Sections {

  /** What a section says of its list alone, though of a page it would hide that. */
  private static final Set<String> OF_LIST = Set.of("build", "headless", "render", "cascade");

  /** The dates for which Hugo's configuration can name other keys. */
  private static final List<String> DATES = List.of("date", "publishDate", "expiryDate");

  private final boolean isHugo;
  private final boolean areThere;
  private final Configuration configuration;
  private final Clocks clocks;
  private final Map<String, String> hidden = new ConcurrentHashMap<>();

  /** The folders with a page or a section of their own, whose other files are that one's. */
  private final Set<String> withIndex = ConcurrentHashMap.newKeySet();

  /** Of these the files that belong to the index alone are written where a page uses them. */
  private final Set<String> unpublished = ConcurrentHashMap.newKeySet();

  /** Of these all are. */
  private final Set<String> unpublishedBelow = ConcurrentHashMap.newKeySet();

  /** By the folder; the outermost is the site. */
  private final Map<String, Map<String, Object>> given = new ConcurrentHashMap<>();

  Sections(@Nullable Engine engine, Configuration configuration, Clocks clocks) {
    this.isHugo = engine == Engine.HUGO;
    this.areThere = isHugo || engine == Engine.ZOLA;
    this.configuration = configuration;
    this.clocks = clocks;
    if (isHugo) {
      given.put("", forAll(configuration.values()));
    }
  }

  /** Takes note of a file of a section that is in no form that is read here. */
  void find(String path) {
    if (isIndex(path)) {
      withIndex.add(Folders.of(path));
    }
    if (isSection(path) && !path.matches(".*\\.(?:md|markdown|mdown|html?)")) {
      unreadable(path);
    }
  }

  /** Takes note of a file that may have said something of its folder. */
  void unreadable(String path) {
    if (isSection(path)) {
      hidden.put(Folders.of(path), path + " cannot be read, which may keep all in it from readers");
    }
  }

  /** Takes note of what a post says of its whole folder. */
  void survey(String path, Map<String, Object> metadata, Instant now) {
    List<String> said = new ArrayList<>();
    if (isSection(path)) {
      Map<String, Object> ofAll = new LinkedHashMap<>(metadata);
      ofAll.keySet().removeIf(name -> OF_LIST.contains(Values.normal(name)));
      said.addAll(marks(ofAll, now));
    }
    if (isIndex(path) && keepsResources(metadata)) {
      unpublished.add(Folders.of(path));
    }
    if (isHugo && Values.value(metadata, "cascade").filter(Sections::keepsResources).isPresent()) {
      unpublishedBelow.add(Folders.of(path));
    }
    if (isHugo && path.matches("(?:.*/)?_index\\.\\w+")) {
      given.put(Folders.of(path), forAll(metadata));
    }
    Values.value(metadata, "cascade").ifPresent(cascade -> said.addAll(cascaded(cascade, now)));
    if (!said.isEmpty()) {
      hidden.put(Folders.of(path), path + " says for all in its folder " + String.join(", ", said));
    }
  }

  private boolean isIndex(String path) {
    return isHugo && path.matches("(?:.*/)?_?index\\.[^/]+") && !Pictures.isOne(path);
  }

  /** As {@code publishResources} has it, of a page or in the maps of a cascade. */
  private static boolean keepsResources(Object said) {
    return said instanceof List<?> list
        ? list.stream().anyMatch(Sections::keepsResources)
        : Values.value(Values.named(said), "build")
            .flatMap(build -> Values.text(Values.named(build), "publishResources"))
            .filter(answer -> !answer.equalsIgnoreCase("true"))
            .isPresent();
  }

  /** Whether a file beside pages is written although none uses it. */
  boolean publishesResources(String path) {
    return Folders.all(path)
            .filter(withIndex::contains)
            .findFirst()
            .filter(unpublished::contains)
            .isEmpty()
        && Folders.all(path).noneMatch(unpublishedBelow::contains)
        && cascades().noneMatch(Sections::keepsResources);
  }

  /** What Hugo gives a page that does not say it itself; that of the nearest folder counts. */
  Map<String, Object> given(String path) {
    List<Map<String, Object>> nearestFirst =
        Folders.all(path).map(given::get).filter(Objects::nonNull).toList();
    Map<String, Object> all = Map.of();
    for (int i = nearestFirst.size() - 1; i >= 0; i--) {
      all = Values.merged(all, nearestFirst.get(i));
    }
    return all;
  }

  /** Without what is for some pages alone. */
  private static Map<String, Object> forAll(Map<String, Object> said) {
    Object cascade = Values.value(said, "cascade").orElse("");
    Map<String, Object> all = new LinkedHashMap<>();
    for (Object one : cascade instanceof List<?> list ? list : List.of(cascade)) {
      Map<String, Object> values = Values.named(one);
      if (Values.value(values, "target").isEmpty()) {
        // Of two that say the same, Hugo takes the first.
        all = Values.merged(values, all);
      }
    }
    return all;
  }

  private boolean isSection(String path) {
    return areThere && path.startsWith("_index.", path.lastIndexOf('/') + 1);
  }

  /** Whether a file lies in a section that is kept from readers. */
  boolean isHidden(String path) {
    return Folders.all(path).anyMatch(hidden::containsKey);
  }

  /** What keeps a post from readers. */
  List<String> reasons(String path, Map<String, Object> metadata, Instant now) {
    List<String> reasons = new ArrayList<>();
    Folders.all(path).map(hidden::get).filter(found -> found != null).forEach(reasons::add);
    cascades()
        .flatMap(cascade -> cascaded(cascade, now).stream())
        .map("the site's configuration says for all in it "::concat)
        .forEach(reasons::add);
    reasons.addAll(renamed(metadata, now));
    return reasons;
  }

  /** Those of the configuration: its own, and those of its languages. */
  private Stream<Object> cascades() {
    return isHugo
        ? Stream.concat(
                Stream.of(configuration.values()),
                configuration.value("languages").orElse("") instanceof Map<?, ?> languages
                    ? languages.values().stream().map(Values::named)
                    : Stream.empty())
            .flatMap(said -> Values.value(said, "cascade").stream())
        : Stream.empty();
  }

  /**
   * A map or a list of maps. Which pages one is for is not read: it counts for all in the folder.
   */
  private List<String> cascaded(Object cascade, Instant now) {
    if (cascade instanceof List<?> list) {
      return list.stream().flatMap(one -> cascaded(one, now).stream()).toList();
    }
    if (cascade instanceof Map<?, ?>) {
      return marks(Values.named(cascade), now);
    }
    return cascade.toString().isBlank()
        ? List.of()
        : List.of("a cascade that is not understood: " + cascade);
  }

  private List<String> marks(Map<String, Object> said, Instant now) {
    return Stream.concat(Restrictions.in(said, now, clocks).stream(), renamed(said, now).stream())
        .toList();
  }

  /** What keys say against readers that the configuration names for dates. */
  List<String> renamed(Map<String, Object> said, Instant now) {
    Map<String, Object> frontMatter =
        isHugo ? Values.named(configuration.value("frontmatter").orElse("")) : Map.of();
    List<String> reasons = new ArrayList<>();
    for (String date : DATES) {
      Values.texts(frontMatter, date)
          .filter(name -> !name.startsWith(":"))
          .forEach(
              name ->
                  Values.value(said, name).stream()
                      .flatMap(value -> Restrictions.in(Map.of(date, value), now, clocks).stream())
                      .map(reason -> name + " is the site's " + reason)
                      .forEach(reasons::add));
    }
    return reasons;
  }
}
