package dev.galley.post.engine;

import dev.galley.post.content.Slugs;
import dev.galley.post.engine.files.Languages;
import dev.galley.post.engine.files.Pictures;
import dev.galley.post.engine.rules.Configuration;
import dev.galley.post.engine.rules.Engine;
import dev.galley.post.engine.rules.JekyllNames;
import dev.galley.post.engine.rules.Values;
import dev.galley.post.snip.Manuscript;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The addresses that an engine gives to the files of its folder. */
final class Places {

  private static final Pattern DATED = Pattern.compile("\\d{4}-\\d{1,2}-\\d{1,2}[-_](.+)");
  private static final Pattern POSTS = Pattern.compile("(?:(.*)/)?_(?:posts|drafts)/(.*)");
  private static final Pattern RELATIVE = Pattern.compile(".*/\\.{1,2}(?:/.*)?");
  private static final Set<String> INDEXES = Set.of("index", "_index");

  private final Engine engine;
  private final Configuration configuration;
  private final Set<String> sections;

  /**
   * @param sections the folders of which a file says something, within that of all posts
   */
  Places(Engine engine, Configuration configuration, Set<String> sections) {
    this.sections = sections;
    this.engine = engine;
    this.configuration = configuration;
  }

  /**
   * The place of a post.
   *
   * @param translation its path within the folder of posts
   * @param metadata the file's, with what the configuration adds
   */
  Place of(Languages.Translation translation, Manuscript manuscript, Map<String, Object> metadata) {
    String path = translation.path();
    Facts facts = facts(path, manuscript, metadata);
    String address =
        (isWhole(said(metadata)) ? "" : translation.prefix()) + address(path, facts, metadata);
    if (engine == Engine.HUGO
        && configuration.isTrue("removePathAccents")
        && said(metadata).isEmpty()) {
      address = HugoPath.withoutAccents(address);
    }
    boolean isUnsaid =
        engine == Engine.ELEVENTY && said(metadata).isEmpty() && !INDEXES.contains(facts.base());
    String name =
        isUnsaid ? facts.name() : facts.slug().isEmpty() ? Place.lastPart(address) : facts.slug();
    String own = address;
    boolean front = Place.key(address).equals("/");
    return new Place(
        configuration.prefix() + address,
        front ? "" : name,
        Stream.of(
                aliases(address, metadata),
                builtElsewhere(path, facts, metadata),
                inSection(path, facts).map(translation.prefix()::concat))
            .flatMap(others -> others)
            .filter(other -> !other.equals(own))
            .map(configuration.prefix()::concat)
            .toList(),
        front || isPage(path, metadata));
  }

  /** Whether what a post says of its address is all of that, and its language no part of it. */
  private boolean isWhole(String said) {
    return engine == Engine.HUGO && said.startsWith("/")
        || engine == Engine.ZOLA && !said.isEmpty();
  }

  private Facts facts(String path, Manuscript manuscript, Map<String, Object> metadata) {
    Matcher posts = POSTS.matcher(path);
    boolean inPosts = posts.matches();
    String within = inPosts ? posts.group(2) : path;
    List<String> parts = new ArrayList<>(Arrays.asList(within.split("/")));
    String file = parts.remove(parts.size() - 1);
    if (engine == Engine.JEKYLL && !parts.isEmpty() && isCollection(parts.get(0))) {
      parts.set(0, parts.get(0).substring(1));
    }
    String base = base(file);
    List<String> categories =
        new ArrayList<>(
            inPosts && posts.group(1) != null ? List.of(posts.group(1).split("/")) : List.of());
    Stream<String> named =
        switch (engine) {
          case JEKYLL -> JekyllNames.categories(metadata);
          case HEXO -> categoryOfHexo(metadata);
          default ->
              Values.texts(metadata, "category", "categories")
                  .flatMap(text -> Arrays.stream(text.split(",\\s*")));
        };
    named.filter(category -> !categories.contains(category)).forEach(categories::add);
    return new Facts(
        parts,
        dated(inPosts, base),
        Values.text(metadata, "slug").or(() -> slugOfFile(parts, base)).orElse(""),
        manuscript.title(),
        categories,
        shown(manuscript.createdAt()));
  }

  /** The last one of a post, with those that it is in. */
  private Stream<String> categoryOfHexo(Map<String, Object> metadata) {
    Map<String, Object> map = Values.named(configuration.value("category_map").orElse(""));
    return HexoNames.categories(metadata)
        .reduce((first, second) -> second)
        .or(() -> configuration.text("default_category").map(List::of))
        .stream()
        .flatMap(List::stream)
        .map(name -> HexoNames.slug(name, map));
  }

  /** Where Hugo is told to take the date of a post from its file's name, it takes the slug, too. */
  private Optional<String> slugOfFile(List<String> folders, String base) {
    boolean isBundle = base.equals("index") && !folders.isEmpty();
    return engine == Engine.HUGO
            && Values.texts(Values.named(configuration.value("frontmatter").orElse("")), "date")
                .findFirst()
                .filter(":filename"::equalsIgnoreCase)
                .isPresent()
        ? Optional.of(DATED.matcher(isBundle ? folders.get(folders.size() - 1) : base))
            .filter(Matcher::matches)
            .map(dated -> dated.group(1))
        : Optional.empty();
  }

  private static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
  }

  /**
   * Without a time zone Jekyll takes that of the machine, and GitHub's, which build most sites,
   * have UTC.
   */
  private Stream<String> builtElsewhere(String path, Facts facts, Map<String, Object> metadata) {
    OffsetDateTime date = facts.date();
    return engine != Engine.JEKYLL || date == null || configuration.zone().isPresent()
        ? Stream.empty()
        : Stream.of(
            address(path, facts.dated(date.withOffsetSameInstant(ZoneOffset.UTC)), metadata));
  }

  /** Wherever a post of Hugo or Zola is, it is on the list of the folder in which its file lies. */
  private Stream<String> inSection(String path, Facts facts) {
    return (engine == Engine.HUGO || engine == Engine.ZOLA) && !facts.base().equals("_index")
        ? Stream.of(ofPath(path, facts, INDEXES.contains(facts.base())))
        : Stream.empty();
  }

  /**
   * Jekyll has the day in its addresses by the clocks of the site, whatever offset a date names.
   */
  private @Nullable OffsetDateTime shown(@Nullable OffsetDateTime date) {
    return date == null || engine != Engine.JEKYLL
        ? date
        : configuration
            .zone()
            .map(zone -> date.atZoneSameInstant(zone).toOffsetDateTime())
            .orElse(date);
  }

  private String dated(boolean inPosts, String base) {
    boolean taken =
        switch (engine) {
          case HUGO, ASTRO -> false;
          case JEKYLL -> inPosts;
          case HEXO -> configuration.text("new_post_name").orElse("").startsWith(":year");
          default -> true;
        };
    Matcher dated = DATED.matcher(base);
    return taken && dated.matches() ? dated.group(1) : base;
  }

  private String address(String path, Facts facts, Map<String, Object> metadata) {
    boolean isIndex = INDEXES.contains(facts.base());
    String said = said(metadata);
    if (engine == Engine.ELEVENTY) {
      said = Permalink.written(said, leaf(facts, isIndex), metadata);
    }
    if (!said.isEmpty() && !said.contains("{")) {
      Optional<String> address = Permalink.expand(engine, collected(said, path, facts), facts);
      if (address.isPresent()) {
        return address.get();
      }
    }
    String pattern = isIndex && facts.base().startsWith("_") ? "" : pattern(path, facts);
    if (!pattern.isEmpty()) {
      Optional<String> address =
          Permalink.expand(
              engine, collected(pattern, path, facts), sectioned(leaf(facts, isIndex)));
      if (address.isPresent()) {
        return address.get();
      }
    }
    return ofPath(path, facts, isIndex);
  }

  /** A bundle is its folder: what is said of its index is said of that. */
  private static Facts leaf(Facts facts, boolean isIndex) {
    if (!isIndex || facts.folders().isEmpty()) {
      return facts;
    }
    int last = facts.folders().size() - 1;
    return facts.in(facts.folders().subList(0, last), facts.folders().get(last));
  }

  /** A folder below the first is a section of Hugo's where a file says something of it. */
  private Facts sectioned(Facts facts) {
    List<String> folders = facts.folders();
    if (engine != Engine.HUGO) {
      return facts;
    }
    int depth = folders.size();
    while (depth > 1 && !sections.contains(String.join("/", folders.subList(0, depth)))) {
      depth--;
    }
    return facts.in(folders.subList(0, depth), facts.base());
  }

  private String said(Map<String, Object> metadata) {
    return switch (engine) {
      case HUGO -> Values.text(metadata, "url").orElse("");
      case ZOLA -> Values.text(metadata, "path").orElse("");
      case ASTRO -> "";
      case FOLDER, EXPORT ->
          Values.text(metadata, "permalink", "url").filter(url -> url.startsWith("/")).orElse("");
      default -> Values.text(metadata, "permalink").orElse("");
    };
  }

  private String pattern(String path, Facts facts) {
    return switch (engine) {
      case HUGO ->
          facts.folders().isEmpty()
              ? ""
              : configuration.permalink(facts.folders().get(0)).orElse("");
      case JEKYLL, HEXO -> {
        boolean inPosts = POSTS.matcher(path).matches();
        Optional<String> ofCollection = collection(inPosts ? "_posts/" : path);
        yield inPosts
            ? ofCollection.or(() -> configuration.permalink("posts")).orElse(engine.permalink())
            : ofCollection.orElse("");
      }
      default -> "";
    };
  }

  private Map<String, Object> collections() {
    return Values.named(configuration.value("collections").orElse(""));
  }

  /** Other folders whose names begin so can be included. */
  private boolean isCollection(String folder) {
    return folder.startsWith("_") && Values.value(collections(), folder.substring(1)).isPresent();
  }

  /** What Jekyll's configuration says of the addresses of a collection. */
  private Optional<String> collection(String path) {
    Map<String, Object> all = collections();
    return engine == Engine.JEKYLL && path.matches("_[^/]+/.*")
        ? Values.value(all, path.substring(1, path.indexOf('/')))
            .flatMap(one -> Values.text(Values.named(one), "permalink"))
        : Optional.empty();
  }

  /** In a collection of Jekyll's a path is told from there, and has the name in it. */
  private String collected(String pattern, String path, Facts facts) {
    if (engine != Engine.JEKYLL || POSTS.matcher(path).matches() || !path.startsWith("_")) {
      return pattern;
    }
    List<String> within = new ArrayList<>(facts.folders().subList(1, facts.folders().size()));
    within.add(facts.base());
    return pattern
        .replace(":path", String.join("/", within))
        .replace(":name", Slugs.fromTitle(facts.base()));
  }

  private String ofPath(String path, Facts facts, boolean isIndex) {
    List<String> parts = new ArrayList<>(facts.folders());
    Matcher posts = POSTS.matcher(path);
    if (posts.matches() && posts.group(1) != null) {
      parts.add(0, posts.group(1));
    }
    if (!isIndex) {
      // Eleventy takes the date off a name, but not off an address.
      parts.add(engine == Engine.ELEVENTY ? base(path) : facts.name());
    } else if (!facts.slug().isEmpty() && !parts.isEmpty()) {
      parts.set(parts.size() - 1, facts.slug());
    }
    UnaryOperator<String> zolas = spellingOfZola();
    String address =
        parts.stream()
            .map(
                part ->
                    engine == Engine.HUGO
                        ? HugoPath.of(part)
                        : engine == Engine.ZOLA ? zolas.apply(part) : part)
            .collect(Collectors.joining("/", "/", ""));
    return address.equals("/") ? address : address + end(isIndex);
  }

  /** Zola makes paths of plain letters, unless it is told not to. */
  private UnaryOperator<String> spellingOfZola() {
    Map<String, Object> slugify = Values.named(configuration.value("slugify").orElse(""));
    return Values.text(slugify, "paths").filter(how -> !how.equals("on")).isPresent()
        ? part -> part
        : Slugs::fromTitle;
  }

  private String end(boolean isIndex) {
    boolean file =
        switch (engine) {
          case HUGO -> configuration.isTrue("uglyURLs");
          case JEKYLL ->
              !isIndex
                  && !configuration
                      .text("permalink")
                      .filter(style -> style.equals("pretty") || style.endsWith("/"))
                      .isPresent();
          case HEXO -> !isIndex;
          default -> false;
        };
    return file ? ".html" : "/";
  }

  private Stream<String> aliases(String address, Map<String, Object> metadata) {
    String parent = engine == Engine.HUGO ? address.replaceFirst("[^/]*/?$", "") : "/";
    return Values.texts(metadata, "aliases", "alias", "redirect_from")
        .filter(alias -> !alias.contains("://"))
        .map(alias -> alias.startsWith("/") ? alias : parent + alias)
        .map(
            alias ->
                RELATIVE.matcher(alias).matches() ? "/" + Pictures.resolved("", alias) : alias);
  }

  private boolean isPage(String path, Map<String, Object> metadata) {
    boolean inPosts = POSTS.matcher(path).matches();
    String file = path.substring(path.lastIndexOf('/') + 1);
    return switch (engine) {
      case HUGO, ZOLA -> !path.contains("/") || file.startsWith("_index.");
      case JEKYLL, HEXO -> !inPosts;
      case ELEVENTY -> !path.contains("/");
      case ASTRO -> !path.contains("/") && Values.value(metadata, "pubDate", "date").isEmpty();
      case FOLDER, EXPORT -> false;
    };
  }
}
