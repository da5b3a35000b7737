package dev.galley.post.engine;

import dev.galley.post.content.ContentRules;
import dev.galley.post.engine.files.Languages;
import dev.galley.post.engine.files.Layout;
import dev.galley.post.engine.rules.Engine;
import dev.galley.post.engine.rules.Folders;
import dev.galley.post.engine.rules.JekyllNames;
import dev.galley.post.snip.Manuscript;
import dev.galley.post.snip.ReadManuscript;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The tags of a site: what all of its posts have in them, told by each before one is adopted. */
final class Terms {

  private final Layout layout;
  private final Taxonomies taxonomies;
  private final Map<String, Map<String, Integer>> tags = new ConcurrentHashMap<>();

  /** When the newest post appeared of those in a folder, or with a tag. */
  private final Map<String, OffsetDateTime> newest = new ConcurrentHashMap<>();

  Terms(Layout layout) {
    Engine engine = layout.engine();
    this.layout = layout;
    this.taxonomies =
        new Taxonomies(engine == null ? Engine.FOLDER : engine, layout.configuration());
  }

  /** Takes note of a post's. */
  void survey(String path, ReadManuscript read) {
    Manuscript manuscript = read.manuscript();
    OffsetDateTime createdAt = manuscript.createdAt();
    if (createdAt != null && read.isPublishable()) {
      Stream.concat(
              Folders.all(layout.inOneFolder(path)), tags(manuscript).stream().map(Terms::ofTag))
          .forEach(list -> newest.merge(list, createdAt, Terms::later));
    }
    for (String tag : tags(manuscript)) {
      tags.computeIfAbsent(tag.toLowerCase(Locale.ROOT), key -> new ConcurrentHashMap<>())
          .merge(tag, 1, Integer::sum);
    }
  }

  private static String ofTag(String tag) {
    return "tag:" + tag.toLowerCase(Locale.ROOT);
  }

  private static OffsetDateTime later(OffsetDateTime one, OffsetDateTime other) {
    return one.isAfter(other) ? one : other;
  }

  /** Whether what stands under a key are tags. */
  boolean areUnder(String key) {
    return taxonomies.read(key);
  }

  /** The tags of a post by the addresses that their lists had. */
  Map<String, Object> slugs(Map<String, Object> metadata) {
    return taxonomies.slugs(metadata, this::commonSpelling);
  }

  /** The tags of a post, with the term that it is about. */
  List<String> of(String path, Optional<String> term, Manuscript manuscript) {
    return Stream.of(term.stream(), tags(manuscript).stream(), categoriesOfSite(path))
        .flatMap(names -> names)
        .map(this::commonSpelling)
        .distinct()
        .limit(ContentRules.MAX_TAGS)
        .toList();
  }

  /** The term of which a post says something. */
  Optional<Taxonomies.Described> described(String path) {
    return layout
        .translation(path)
        .map(Languages.Translation::path)
        .flatMap(taxonomies::describedIn);
  }

  /** A term by the path of its list. */
  String term(String path) {
    return tags.keySet().stream()
        .filter(tag -> HugoPath.of(tag).equals(HugoPath.of(path)))
        .sorted()
        .findFirst()
        .map(this::commonSpelling)
        .orElse(path);
  }

  /** What is said of a list that names no date is as old as the newest post on that. */
  Manuscript dated(String path, Optional<String> term, Manuscript manuscript) {
    OffsetDateTime date =
        !path.matches("(?:.*/)?_index\\.[^/]*") || manuscript.createdAt() != null
            ? null
            : newest.get(
                term.map(Terms::ofTag).orElseGet(() -> Folders.of(layout.inOneFolder(path))));
    return date == null ? manuscript : manuscript.dated(date);
  }

  private List<String> tags(Manuscript manuscript) {
    return layout.isOf(Engine.JEKYLL)
        ? JekyllNames.parted(manuscript.tags(), manuscript.metadata())
        : Stream.concat(manuscript.tags().stream(), taxonomies.own(manuscript.metadata()))
            .limit(ContentRules.MAX_TAGS)
            .toList();
  }

  /** Those that Jekyll adds to a post's own. */
  private Stream<String> categoriesOfSite(String path) {
    return JekyllNames.words(layout.defaults(path), "categories").filter(ContentRules::isTag);
  }

  /** Tags that differ in case are one tag: as most posts write it. */
  private String commonSpelling(String tag) {
    return tags.getOrDefault(tag.toLowerCase(Locale.ROOT), Map.of(tag, 1)).entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse(tag);
  }
}
