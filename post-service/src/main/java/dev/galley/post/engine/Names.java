package dev.galley.post.engine;

import dev.galley.event.OldAddresses;
import dev.galley.post.content.Slugs;
import dev.galley.post.engine.files.Languages;
import dev.galley.post.engine.files.Layout;
import dev.galley.post.engine.files.Withheld;
import dev.galley.post.engine.rules.Engine;
import dev.galley.post.engine.rules.Values;
import dev.galley.post.snip.Manuscript;
import dev.galley.post.snip.SnipPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where each post of a site was, and which name it has here: first it is told of every post ({@link
 * #survey}), then it settles who has which name.
 */
final class Names {

  private static final int MAX_ALIAS_CHARS = 500;

  private final Layout layout;
  private final Withheld withheld;
  private final Terms terms;
  private final Set<String> sections = new HashSet<>();
  private final Map<String, Surveyed> surveyed = new ConcurrentHashMap<>();
  private Map<String, String> slugs = Map.of();
  private Map<String, String> slugsByAddress = Map.of();
  private Map<String, String> slugsByName = Map.of();
  private Map<String, String> clashes = Map.of();
  private String folder = "";

  private record Surveyed(Place place, String slug) {}

  Names(Layout layout, Withheld withheld, Terms terms) {
    this.layout = layout;
    this.withheld = withheld;
    this.terms = terms;
  }

  /** All begin with this from now on. */
  void putUnder(String name) {
    folder = name;
  }

  /** Takes note of a file among the content, which may say something of its folder. */
  void find(Languages.Translation content) {
    String within = content.path();
    if (within.matches(".*/_index\\.\\w+")) {
      sections.add(within.substring(0, within.lastIndexOf('/')));
    }
  }

  /** Takes note of a post; whether it has a place in the site. */
  boolean survey(SnipPath path, Manuscript manuscript) {
    Place place = place(path, manuscript);
    if (place != null) {
      surveyed.put(path.path(), new Surveyed(place, placed(place.slug(manuscript.title()))));
    }
    return place != null;
  }

  private @Nullable Place place(SnipPath path, Manuscript manuscript) {
    Engine engine = layout.engine();
    List<Languages.Translation> translations = layout.translations(path.path());
    if (engine == null || translations.isEmpty()) {
      return null;
    }
    Map<String, Object> metadata = layout.with(path.path(), manuscript.metadata());
    Places places = new Places(engine, layout.configuration(), sections);
    List<Place> all =
        translations.stream()
            .map(translation -> places.of(translation, manuscript, metadata))
            .toList();
    return all.stream().skip(1).reduce(all.get(0), Place::leadingFrom);
  }

  private String placed(String slug) {
    String placed = folder.isEmpty() ? slug : folder + "-" + slug;
    return placed.substring(0, Math.min(Slugs.MAX_LENGTH, placed.length()));
  }

  /**
   * Gives each post its name. Posts that would share one have their folders in it.
   *
   * @param holders which path the post of a slug came from, of those that exist
   */
  void settle(Function<Set<String>, Map<String, String>> holders) {
    Map<String, List<String>> wanted = new TreeMap<>();
    new TreeMap<>(surveyed)
        .forEach(
            (path, one) -> wanted.computeIfAbsent(one.slug(), slug -> new ArrayList<>()).add(path));
    Set<String> shared = new HashSet<>(wanted.keySet());
    shared.removeIf(slug -> Objects.requireNonNull(wanted.get(slug)).size() == 1);
    Map<String, String> held = shared.isEmpty() ? Map.of() : holders.apply(shared);
    Map<String, String> names = new HashMap<>();
    Map<String, String> losers = new HashMap<>();
    Set<String> taken = new HashSet<>(wanted.keySet());
    wanted.forEach(
        (slug, paths) -> {
          if (paths.size() == 1) {
            names.put(paths.get(0), slug);
            return;
          }
          Map<String, String> byAddress = new HashMap<>();
          // What the site shows comes first, then whose post has the name already.
          paths.sort(
              Comparator.comparing((String path) -> withheld.isLeftOut(layout.within(path)))
                  .thenComparing(path -> !path.equals(held.get(slug))));
          for (String path : paths) {
            Place place = surveyedAt(path).place();
            String first = byAddress.putIfAbsent(Place.key(place.address()), path);
            if (first != null) {
              losers.put(path, first);
            } else if (path.equals(held.get(slug))) {
              names.put(path, slug);
            } else {
              names.put(path, free(placed(place.longSlug()), slug, held.containsKey(slug), taken));
            }
          }
        });
    slugs = names;
    clashes = losers;
    slugsByAddress = byAddress(names);
    slugsByName = byName(names);
  }

  private Map<String, String> byAddress(Map<String, String> names) {
    Map<String, String> addresses = new HashMap<>();
    names.forEach(
        (path, slug) -> {
          if (terms.described(path).isEmpty()) {
            addresses.putIfAbsent(Place.key(surveyedAt(path).place().address()), slug);
          }
        });
    names.forEach(
        (path, slug) ->
            surveyedAt(path)
                .place()
                .aliases()
                .forEach(alias -> addresses.putIfAbsent(Place.key(alias), slug)));
    return addresses;
  }

  private Map<String, String> byName(Map<String, String> names) {
    Map<String, String> byName = new HashMap<>();
    new TreeMap<>(names)
        .forEach(
            (path, slug) -> {
              String within = layout.content(path).orElse(path).replaceFirst("\\.\\w+$", "");
              String name = within.replaceFirst("(?:^|/)_?index$", "");
              byName.putIfAbsent(name.substring(name.lastIndexOf('/') + 1), slug);
              byName.putIfAbsent(name.replaceFirst("(?:^|.*/)_posts/", ""), slug);
              byName.put(name, slug);
            });
    return byName;
  }

  private Surveyed surveyedAt(String path) {
    return Objects.requireNonNull(surveyed.get(path));
  }

  /** The one that is its own name in full may keep it, where nobody has it yet. */
  private static String free(String wish, String slug, boolean isHeld, Set<String> taken) {
    if (wish.equals(slug) && !isHeld) {
      return slug;
    }
    String candidate = wish;
    for (int n = 2; !taken.add(candidate); n++) {
      candidate = wish + "-" + n;
    }
    return candidate;
  }

  /** All of them, once they are settled. */
  Collection<String> all() {
    return slugs.values();
  }

  /** The other file of the site that has a post's address. */
  Optional<String> clash(String path) {
    return Optional.ofNullable(clashes.get(path));
  }

  /** Where a post was; empty for what was not surveyed. */
  Optional<Place> place(String path) {
    return Optional.ofNullable(surveyed.get(path)).map(Surveyed::place);
  }

  /** The name of a post that was surveyed. */
  String slug(String path) {
    return slugs.getOrDefault(path, surveyedAt(path).slug());
  }

  /** The name of the post in a file. */
  Optional<String> inFile(String path) {
    return Optional.ofNullable(slugs.get(path));
  }

  /** The name of the post that was at an address. */
  Optional<String> atAddress(String address) {
    return Optional.ofNullable(slugsByAddress.get(Place.key(address)));
  }

  /** The name of the post that engines call so: by its file's name, with or without its folders. */
  Optional<String> called(String name) {
    return Optional.ofNullable(slugsByName.get(name));
  }

  /** The addresses that led to a post, and are not where it is. */
  List<String> aliases(Place place, String slug, Map<String, Object> metadata) {
    Set<String> aliases = new LinkedHashSet<>();
    Values.texts(metadata, "aliases").filter(alias -> alias.startsWith("/")).forEach(aliases::add);
    aliases.addAll(place.aliases());
    aliases.add(place.address());
    if (!folder.isEmpty()) {
      aliases.add("/" + folder + place.address());
    }
    aliases.removeIf(
        alias ->
            !alias.startsWith("/")
                || alias.length() > MAX_ALIAS_CHARS
                || Place.key(alias).equals("/" + slug)
                || Place.key(alias).equals("/"));
    return aliases.stream()
        .limit(OldAddresses.MAX)
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
