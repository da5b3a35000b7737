package dev.galley.post.engine;

import dev.galley.event.OldAddresses;
import dev.galley.event.TagSlugs;
import dev.galley.post.content.ContentRules;
import dev.galley.post.content.Slugs;
import dev.galley.post.engine.rules.Configuration;
import dev.galley.post.engine.rules.Engine;
import dev.galley.post.engine.rules.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The terms by which a site orders its posts, and where it had the list of each. All of them are
 * tags here; authors are not.
 */
final class Taxonomies {

  private static final Pattern OF_PEOPLE = Pattern.compile("authors?");
  private static final Pattern OF_TAGS = Pattern.compile("tags?|categor(?:y|ies)");

  /** Where the list of a tag is found by its name alone. */
  private static final Pattern FOUND = Pattern.compile("(?:" + OF_TAGS + ")/(.+)");

  private static final Pattern TERM = Pattern.compile(":(?:slug|name)");

  /**
   * One of them.
   *
   * @param key under which posts name their terms
   * @param pattern of the addresses of their lists
   */
  private record Taxonomy(String key, String pattern) {

    Stream<String> terms(Map<String, Object> metadata) {
      return Stream.concat(
              Values.texts(metadata, key),
              Values.texts(Values.named(Values.value(metadata, "taxonomies").orElse("")), key))
          .filter(ContentRules::isTag);
    }
  }

  /**
   * A term of which a text says something: Hugo shows that on the list of the term.
   *
   * @param key under which posts name it
   * @param path as the folder of the text is called
   */
  record Described(String key, String path) {}

  private final Engine engine;
  private final Configuration configuration;
  private final List<Taxonomy> all;

  Taxonomies(Engine engine, Configuration configuration) {
    this.engine = engine;
    this.configuration = configuration;
    this.all = all(engine, configuration).toList();
  }

  private static Stream<Taxonomy> all(Engine engine, Configuration configuration) {
    Map<String, Object> permalinks =
        Values.named(configuration.value("permalinks", "jekyll-archives").orElse(""));
    Map<String, Object> ofTerms =
        Values.named(Values.value(permalinks, "term", "permalinks").orElse(""));
    Object said = configuration.value("taxonomies").orElse(List.of());
    return switch (engine) {
      case HUGO ->
          (said instanceof Map<?, ?> map ? map.values().stream() : Stream.of("tags", "categories"))
              .map(Object::toString)
              .filter(name -> !OF_PEOPLE.matcher(name).matches())
              .map(
                  name ->
                      new Taxonomy(
                          name,
                          Values.text(ofTerms, name)
                              .or(() -> Values.text(permalinks, name))
                              .orElse(pattern(name))));
      case ZOLA ->
          Stream.concat(Stream.of(configuration.values()), languages(configuration))
              .map(one -> Values.value(one, "taxonomies").orElse(""))
              .flatMap(all -> all instanceof List<?> list ? list.stream() : Stream.empty())
              .flatMap(one -> Values.text(Values.named(one), "name").stream())
              .distinct()
              .filter(name -> !OF_PEOPLE.matcher(name).matches())
              .map(name -> new Taxonomy(name, pattern(name)));
      case HEXO ->
          Stream.of(
              new Taxonomy("tags", "/" + configuration.text("tag_dir").orElse("tags") + "/:name"),
              new Taxonomy(
                  "categories",
                  "/" + configuration.text("category_dir").orElse("categories") + "/:name"));
      case JEKYLL ->
          Stream.of(
                  new Taxonomy("tags", Values.text(ofTerms, "tag").orElse("")),
                  new Taxonomy("categories", Values.text(ofTerms, "category").orElse("")))
              .filter(one -> !one.pattern().isEmpty());
      default -> Stream.empty();
    };
  }

  private static Stream<Map<String, Object>> languages(Configuration configuration) {
    return Values.named(configuration.value("languages").orElse("")).values().stream()
        .map(Values::named);
  }

  private static String pattern(String name) {
    return "/" + name + "/:slug/";
  }

  /** Whether posts name terms of the site's own under this key. */
  boolean read(String key) {
    return engine == Engine.HUGO
        && !OF_TAGS.matcher(key).matches()
        && all.stream().anyMatch(one -> Values.normal(one.key()).equals(Values.normal(key)));
  }

  /**
   * The term that a text is about; empty for one that is about none.
   *
   * @param content its path within the folder of posts
   */
  Optional<Described> describedIn(String content) {
    return engine != Engine.HUGO || !content.matches(".*/_index\\.\\w+")
        ? Optional.empty()
        : all.stream()
            .map(Taxonomy::key)
            .filter(
                key -> content.startsWith(key + "/") && content.indexOf("/_index.") > key.length())
            .map(
                key ->
                    new Described(
                        key, content.substring(key.length() + 1, content.lastIndexOf('/'))))
            .findFirst();
  }

  /** The terms of a post that are not under one of the keys that every engine has for tags. */
  Stream<String> own(Map<String, Object> metadata) {
    return all.stream().filter(one -> read(one.key())).flatMap(one -> one.terms(metadata));
  }

  /**
   * The tags of a post by the addresses that their lists had, where these are not found by the name
   * of the tag alone.
   *
   * @param spelling how a tag is written here
   */
  Map<String, Object> slugs(Map<String, Object> metadata, UnaryOperator<String> spelling) {
    Map<String, Object> slugs = new LinkedHashMap<>();
    for (Taxonomy one : all) {
      if (engine == Engine.HEXO) {
        noteHexos(one, metadata, slugs, spelling);
      } else {
        one.terms(metadata)
            .forEach(
                term ->
                    addresses(one, term)
                        .forEach(address -> note(slugs, address, spelling.apply(term))));
      }
    }
    return slugs;
  }

  private void noteHexos(
      Taxonomy one,
      Map<String, Object> metadata,
      Map<String, Object> slugs,
      UnaryOperator<String> spelling) {
    boolean isOfTags = one.key().equals("tags");
    Map<String, Object> map =
        Values.named(configuration.value(isOfTags ? "tag_map" : "category_map").orElse(""));
    Stream<List<String>> terms =
        isOfTags ? one.terms(metadata).map(List::of) : HexoNames.categories(metadata);
    terms
        .filter(path -> ContentRules.isTag(path.get(path.size() - 1)))
        .forEach(
            path -> {
              String name =
                  path.stream()
                      .map(part -> HexoNames.slug(part, map))
                      .collect(Collectors.joining("/"));
              note(
                  slugs,
                  one.pattern().replace(":name", name),
                  spelling.apply(path.get(path.size() - 1)));
            });
  }

  private static void note(Map<String, Object> slugs, String address, String tag) {
    String key = OldAddresses.key(address);
    Matcher found = FOUND.matcher(key);
    if (found.matches()) {
      TagSlugs.note(slugs, found.group(1), tag);
    } else if (slugs.size() < TagSlugs.MAX) {
      slugs.putIfAbsent(key, tag);
    }
  }

  private Stream<String> addresses(Taxonomy taxonomy, String term) {
    if (engine == Engine.HUGO) {
      Facts facts = new Facts(List.of(taxonomy.key()), term, "", term, List.of(), null);
      // The list of all terms stays where it would be without a pattern for each.
      return Stream.of(taxonomy.pattern(), pattern(taxonomy.key()))
          .flatMap(pattern -> Permalink.expand(engine, pattern, facts).stream())
          .map(
              address ->
                  configuration.isTrue("removePathAccents")
                      ? HugoPath.withoutAccents(address)
                      : address);
    }
    String name =
        engine == Engine.ZOLA
            ? Slugs.fromTitle(term)
            : term.replaceAll("[^\\p{L}\\p{M}\\p{N}]+", "-").replaceAll("^-|-$", "");
    return Stream.of(TERM.matcher(taxonomy.pattern()).replaceAll(Matcher.quoteReplacement(name)));
  }
}
