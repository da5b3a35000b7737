package dev.galley.post.engine;

import dev.galley.event.OldAddresses;
import dev.galley.event.TagSlugs;
import dev.galley.post.content.ContentRules;
import dev.galley.post.content.FormerSite;
import dev.galley.post.content.Slugs;
import dev.galley.post.engine.Mounts.Mounted;
import dev.galley.post.snip.BrokenSnip;
import dev.galley.post.snip.Clocks;
import dev.galley.post.snip.Manuscript;
import dev.galley.post.snip.ManuscriptReader;
import dev.galley.post.snip.ReadManuscript;
import dev.galley.post.snip.SnipFormat;
import dev.galley.post.snip.SnipPath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of files that is to be imported, as its engine understands it. First it is told of every
 * post ({@link #survey}), then it settles who has which name, then it says of each post what is
 * known of it beside its file ({@link #adopt}). Safe for many threads, one step after another.
 */
public final class Site {

  /** RFC 8615: what is in a folder of this name is for everybody, though it begins with a dot. */
  public static final String WELL_KNOWN = ".well-known";

  private static final int MAX_ALIAS_CHARS = 500;
  private static final int MAX_UNREAD = 100;

  /** What is read of metadata here and not by the reader of files. */
  private static final Set<String> READ_HERE =
      Set.of("url", "path", "alias", "redirect_from", "redirect_to", "cascade");

  /** Of Hugo, Zola, and Eleventy: a section's, a folder's, all of them. */
  private static final Pattern SAYS_OF_OTHERS =
      Pattern.compile(
          "(?:.*/)?(?:_index\\.\\w+|config(?:/.*)?|_data(?:/.*)?|[^/]+\\.11tydata\\.\\w+|([^/]+)/\\1\\.json)");

  /** What engines make pages of as well, which may be templates and hold texts. */
  private static final Pattern TEXT =
      Pattern.compile(
          "(?i).*\\.(?:textile|org|rst|adoc|asciidoc|asc|pandoc|pdc|rmd|mdoc|astro|njk|liquid|hbs"
              + "|mustache|ejs|haml|pug|webc|vto|11ty\\.[cm]?js)");

  /** What makes MDX more than Markdown. */
  private static final Pattern COMPONENT =
      Pattern.compile("(?m)^(?:import|export)\\s|<[A-Z]\\w*[\\s/>]|\\{/\\*");

  private static final Pattern MDX_COMMENT = Pattern.compile("\\{\\s{0,20}/\\*");
  private static final Pattern MDX_COMMENT_END = Pattern.compile("\\*/\\s{0,20}}");

  private final @Nullable Engine engine;
  private final @Nullable String label;
  private final SiteExport.Said said;
  private final String root;
  private final Configuration configuration;
  private final Clocks clocks;
  private final Pictures pictures;
  private final JekyllFiles jekyll;
  private final HugoFiles hugo;
  private final Withheld withheld;
  private final Languages languages;
  private final Taxonomies taxonomies;
  private final OtherFiles others;
  private final Set<String> sections = new HashSet<>();
  private final Map<String, Surveyed> surveyed = new ConcurrentHashMap<>();
  private final Map<String, Integer> unread = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Integer>> tags = new ConcurrentHashMap<>();

  /** When the newest post appeared of those in a folder, or with a tag. */
  private final Map<String, OffsetDateTime> newest = new ConcurrentHashMap<>();

  private OwnTags ownTags = OwnTags.NONE;
  private Map<String, String> slugs = Map.of();
  private Map<String, String> slugsByAddress = Map.of();
  private Map<String, String> slugsByName = Map.of();
  private Map<String, String> clashes = Map.of();
  private Function<String, Optional<String>> known = address -> Optional.empty();
  private String folder = "";
  private boolean isVault;

  private record Surveyed(Place place, String slug) {}

  private Site(
      @Nullable Engine engine,
      @Nullable String label,
      SiteExport.Said said,
      String root,
      Configuration configuration) {
    this.engine = engine;
    this.label = label;
    this.said = said;
    this.root = root;
    this.configuration = configuration;
    this.clocks = new Clocks(configuration.zone().orElse(ZoneOffset.UTC), engine == Engine.JEKYLL);
    this.pictures = new Pictures(configuration);
    this.jekyll = new JekyllFiles(configuration);
    this.hugo = new HugoFiles(configuration);
    this.withheld = new Withheld(engine, configuration, clocks, jekyll, hugo);
    this.languages = new Languages(engine == null ? Engine.FOLDER : engine, configuration);
    this.others = new OtherFiles(engine);
    this.taxonomies = new Taxonomies(engine == null ? Engine.FOLDER : engine, configuration);
  }

  private static Site ofFolder(
      Engine engine,
      String root,
      Configuration configuration,
      Collection<String> paths,
      Function<String, byte[]> files) {
    return ofFolder(engine, engine.label(), root, configuration, paths, files);
  }

  private static Site ofFolder(
      Engine engine,
      String label,
      String root,
      Configuration configuration,
      Collection<String> paths,
      Function<String, byte[]> files) {
    Site site = new Site(engine, label, SiteExport.Said.NOTHING, root, configuration);
    site.ownTags = OwnTags.in(engine, root, paths, files);
    site.isVault = paths.stream().anyMatch(Obsidian::isMark);
    List<String> sorted = paths.stream().sorted().toList();
    if (engine == Engine.HUGO) {
      sorted.forEach(path -> site.inRoot(path).ifPresent(site.hugo::find));
    }
    for (String path : sorted) {
      Optional<String> address = site.inRoot(path).flatMap(site::served);
      if (address.isPresent() && Pictures.isOne(path)) {
        site.pictures.add(path, address.get());
      }
      Optional<Languages.Translation> content = site.translation(path);
      if (content.isPresent()) {
        site.withheld.find(site.inOneFolder(path));
      }
      content
          .map(Languages.Translation::path)
          .filter(within -> within.matches(".*/_index\\.\\w+"))
          .ifPresent(section -> site.sections.add(section.substring(0, section.lastIndexOf('/'))));
      address.ifPresent(at -> site.others.find(path, at));
    }
    return site;
  }

  /** A folder of snips, whose files say all themselves. */
  public static Site ofSnips() {
    return new Site(null, null, SiteExport.Said.NOTHING, "", Configuration.NONE);
  }

  /**
   * A site whose posts were written out of an export.
   *
   * @param beside the paths of the files that came with it
   */
  public static Site ofExport(SiteExport export, SiteExport.Said said, Collection<String> beside) {
    Site site =
        new Site(
            Engine.EXPORT,
            export.system(),
            said,
            "",
            new Configuration(Map.of("url", said.address()), null));
    for (String path : beside.stream().filter(Pictures::isOne).sorted().toList()) {
      export.served(path).ifPresent(address -> site.pictures.add(path, address));
    }
    return site;
  }

  /**
   * Recognises a folder.
   *
   * @param paths of all files in it
   * @param files gives the bytes of one of them
   */
  public static Site of(Collection<String> paths, Function<String, byte[]> files) {
    if (paths.stream().anyMatch(path -> SnipPath.of(path).filter(SnipPath::isSnip).isPresent())) {
      return ofSnips();
    }
    Optional<String> named =
        paths.stream()
            .filter(path -> Engine.isConfiguration(inFolder(path)))
            .min(
                Comparator.comparingLong(Site::depth)
                    .thenComparingInt(path -> Engine.precedence(inFolder(path)))
                    .thenComparing(path -> path));
    Optional<OtherEngines.Found> other = OtherEngines.in(paths);
    if (named.isPresent()) {
      String file = named.get();
      String root = file.substring(0, file.length() - inFolder(file).length());
      Configuration configuration = Configuration.read(file, files.apply(file));
      boolean zola = configuration.values().containsKey("base_url");
      String hexos = HexoFiles.source(configuration);
      List<String> within =
          paths.stream()
              .filter(path -> path.startsWith(root))
              .map(path -> HexoFiles.usual(path.substring(root.length()), hexos))
              .toList();
      Optional<Engine> engine = Engine.of(inFolder(file), within, zola);
      boolean isWithinAnother =
          other.filter(found -> depth(found.folder()) < depth(root)).isPresent();
      if (engine.isPresent() && !isWithinAnother) {
        if (engine.get() == Engine.HUGO) {
          configuration = HugoConfiguration.read(configuration, root, paths, files);
        } else if (engine.get() == Engine.ELEVENTY || engine.get() == Engine.ASTRO) {
          configuration = ProgramAddress.read(engine.get(), file, root, within, files);
        }
        String source =
            engine.get() == Engine.JEKYLL
                ? JekyllFiles.folder(configuration.text("source").orElse(""))
                : "";
        Site site = ofFolder(engine.get(), root + source, configuration, paths, files);
        if (engine.get() == Engine.ELEVENTY) {
          site.withheld.leaveOut(
              GitIgnored.in(root, paths, files), EleventyProgram.in(root, paths, files));
        }
        if (engine.get() == Engine.ASTRO) {
          site.withheld.leaveOut(AstroProgram.in(root, paths, files));
        }
        return site;
      }
    }
    if (other.isPresent()) {
      return ofFolder(Engine.FOLDER, other.get().engine(), "", Configuration.NONE, paths, files);
    }
    Engine engine =
        paths.stream().anyMatch(path -> path.matches("(?:[^/]+/)?_posts/.*"))
            ? Engine.JEKYLL
            : paths.stream().anyMatch(path -> path.matches("content/.*\\.(?:md|markdown)"))
                ? Engine.HUGO
                : Engine.FOLDER;
    return ofFolder(
        engine,
        "",
        engine == Engine.HUGO
            ? HugoConfiguration.read(Configuration.NONE, "", paths, files)
            : Configuration.NONE,
        paths,
        files);
  }

  /**
   * Whether a file only lies in a site, and is not what an archive is about: there is the
   * configuration of an engine at its side or above it, and there are posts.
   *
   * @param paths of all files in the archive
   * @param files gives the bytes of one of them
   */
  public static boolean surrounds(
      String file, Collection<String> paths, Function<String, byte[]> files) {
    Site site = of(paths, files);
    boolean isTold =
        (site.engine != Engine.FOLDER || site.unknown().isPresent())
            && (site.engine != Engine.HUGO || !site.configuration.values().isEmpty());
    String source = JekyllFiles.folder(site.configuration.text("source").orElse(""));
    String folder =
        site.root.endsWith(source)
            ? site.root.substring(0, site.root.length() - source.length())
            : site.root;
    return isTold && file.startsWith(folder) && paths.stream().anyMatch(site::isPost);
  }

  /** Whether a file's name is that of a configuration, although it may begin with a dot. */
  public static boolean isConfiguration(String file) {
    return Engine.isConfiguration(file) || saysWhatIsLeftOut(file);
  }

  /**
   * Whether a file may say which others readers see, so that without it more would be public than
   * its engine shows; or a folder hold such files.
   *
   * @param path also of a symbolic link
   */
  public static boolean maySayWhatIsShown(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    return isConfiguration(file) || tellsEngine(path) || SAYS_OF_OTHERS.matcher(path).matches();
  }

  /** Whether a file says which others are no posts, and is nothing else to anybody. */
  public static boolean saysWhatIsLeftOut(String path) {
    return GitIgnored.NAMES.contains(path.substring(path.lastIndexOf('/') + 1))
        || tellsEngine(path) && ("/" + path).contains("/.");
  }

  /** Whether a file, perhaps in a folder that begins with a dot, is the mark of an engine. */
  public static boolean tellsEngine(String path) {
    return OtherEngines.isMark(path) || Obsidian.isMark(path);
  }

  /** The file's path from where its engine would look for a configuration. */
  private static String inFolder(String path) {
    int nested = path.indexOf("config/_default/");
    return nested >= 0 ? path.substring(nested) : path.substring(path.lastIndexOf('/') + 1);
  }

  private static long depth(String path) {
    return path.chars().filter(c -> c == '/').count();
  }

  /**
   * Has all posts and pictures of the site be under a name, beside what is there already: {@code
   * one} becomes {@code name-one}, for a slug is one part of an address. To be said before the
   * first file is surveyed.
   */
  public void putUnder(String name) {
    folder = name;
    pictures.putUnder(name);
  }

  /**
   * Has links lead to posts that came before: a large export comes in parts, of which one may be
   * imported again alone.
   *
   * @param slugs of the post that an earlier address leads to, as {@link OldAddresses} names it
   */
  public void linkTo(Function<String, Optional<String>> slugs) {
    known = slugs;
  }

  /** Where a picture is kept that would be stored at a path. */
  public String placed(String stored) {
    return pictures.placed(stored);
  }

  private String placedSlug(String slug) {
    String placed = folder.isEmpty() ? slug : folder + "-" + slug;
    return placed.substring(0, Math.min(Slugs.MAX_LENGTH, placed.length()));
  }

  /** How people call what the folder is; empty for a folder of snips. */
  public Optional<String> engine() {
    return Optional.ofNullable(label);
  }

  /** The engine that made it, of which no more is known than its name. */
  private Optional<String> unknown() {
    return engine().filter(name -> engine == Engine.FOLDER && !name.equals(engine.label()));
  }

  private static String withUnknownRules(String engine) {
    return "a site of " + engine + ", whose rules are not known here";
  }

  /** Whether its pages are without the HTML that is in Markdown. */
  public boolean omitsHtml() {
    return engine == Engine.HUGO && HugoMarkup.omitsHtml(configuration);
  }

  /** Whether another system gave it away, and its files have no paths of their own. */
  public boolean isExport() {
    return engine == Engine.EXPORT;
  }

  /** The host at which the site was, as its configuration says; empty when it does not. */
  public Optional<String> host() {
    return configuration.host();
  }

  /** Which site it was; empty for snips. */
  public Optional<FormerSite> former() {
    String address =
        host().map(host -> host.replaceFirst("^www\\.", "") + configuration.prefix()).orElse("");
    return engine().map(name -> new FormerSite(name, address));
  }

  /** What readers said on its posts, as far as an export tells. */
  public List<SiteExport.Comment> comments() {
    return said.comments();
  }

  /** What the dates of a file mean that name no offset. */
  public Clocks clocks(String path) {
    return translation(path)
        .flatMap(Languages.Translation::zone)
        .map(zone -> new Clocks(zone, clocks.timestampsAreUtc()))
        .orElse(clocks);
  }

  /** What could not be read of the folder as a whole. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>(said.notes());
    unknown()
        .ifPresent(
            name ->
                notes.add(
                    withUnknownRules(name)
                        + ": what they keep from readers cannot be told, so every post stays a"
                        + " draft"));
    if (configuration.problem() != null) {
      notes.add(configuration.problem());
    }
    if (engine == Engine.HUGO) {
      notes.addAll(hugo.notes());
    }
    if (engine == Engine.JEKYLL) {
      notes.addAll(jekyll.notes(others::areIn));
    }
    notes.addAll(
        others.notes(
            configuration.prefix(), path -> isPost(path) || isHidden(path) || !isServed(path)));
    configuration
        .text("limit_posts")
        .filter(limit -> engine == Engine.JEKYLL && !limit.equals("0"))
        .ifPresent(
            limit ->
                notes.add(
                    "limit_posts in the site's configuration shows its newest posts alone, "
                        + limit
                        + " of them; here all come in"));
    configuration
        .text("timezone")
        .filter(name -> configuration.zone().isEmpty())
        .ifPresent(
            name ->
                notes.add(
                    "the time zone "
                        + name
                        + " is not known: dates that name no offset are read as UTC"));
    return notes;
  }

  /** How many posts have a name in their metadata that nothing reads, by that name. */
  public Map<String, Integer> unread() {
    return new TreeMap<>(unread);
  }

  /** Whether a file may be a post of this site. */
  public boolean isPost(String path) {
    return text(path).isPresent() && (engine == null || content(path).isPresent());
  }

  /** The path of a file that holds a text which is read here; empty for another one. */
  public Optional<SnipPath> text(String path) {
    return SnipPath.of(path)
        .or(
            () ->
                Optional.of(path)
                    .filter(one -> engine == Engine.JEKYLL && jekyll.isMarkdown(one))
                    .map(SnipPath::ofMarkdown));
  }

  /** Where a picture is stored; empty for a file that is none or is not served. */
  public Optional<String> picture(String path) {
    return pictures.stored(path);
  }

  /** Whether a picture belongs to what is kept from readers: to a bundle, or to all of a folder. */
  public boolean isHidden(String path) {
    return withheld.isHidden(inOneFolder(path), inRoot(path).orElse(path))
        || translation(path).flatMap(Languages.Translation::hidden).isPresent();
  }

  /** Whether the site serves a picture to everybody although no page uses it. */
  public boolean isServed(String path) {
    return unknown().isEmpty()
        && withheld.isServed(path, inRoot(path).orElse(path))
        && (content(path).isEmpty() || withheld.publishesResources(inOneFolder(path)));
  }

  /** Whether a file that is neither is the engine's own, and nothing that a reader misses. */
  public boolean isOwn(String path) {
    return engine != null && (engine != Engine.FOLDER || unknown().isPresent());
  }

  /**
   * Why a text that its engine shows cannot come in; empty for a file that is none.
   *
   * @param content unpacks it
   */
  public Optional<String> unreadable(String path, Supplier<byte[]> content) {
    boolean isText =
        TEXT.matcher(path).matches() && content(path).isPresent()
            || path.endsWith(".txt")
                && new String(content.get(), StandardCharsets.UTF_8).startsWith("---")
                && content(path).isPresent();
    if (isText) {
      others.forget(path);
    }
    return isText
        ? Optional.of(
            "texts of "
                + path.substring(path.lastIndexOf('.'))
                + " are not read; write it as Markdown or HTML")
        : Optional.empty();
  }

  private Optional<String> inRoot(String path) {
    return Optional.of(path)
        .filter(one -> one.startsWith(root))
        .map(one -> one.substring(root.length()))
        .map(
            within ->
                engine == Engine.HEXO
                    ? HexoFiles.usual(within, HexoFiles.source(configuration))
                    : within);
  }

  /** Where it is within the folder of posts; at several places, where Hugo puts it there. */
  private List<Mounted> contents(String path) {
    if (engine == null) {
      return List.of();
    }
    Optional<String> within = inRoot(path);
    return engine == Engine.HUGO
        ? within.map(hugo::contents).orElse(List.of())
        : within
            .flatMap(engine == Engine.JEKYLL ? jekyll::content : engine::inContent)
            .map(Mounted::at)
            .stream()
            .toList();
  }

  private Optional<String> content(String path) {
    return contents(path).stream().findFirst().map(Mounted::path);
  }

  private Optional<Languages.Translation> translation(String path) {
    return contents(path).stream().findFirst().map(languages::of);
  }

  private Optional<String> served(String within) {
    return engine == null
        ? Optional.empty()
        : switch (engine) {
          case HUGO -> hugo.served(within);
          case JEKYLL -> jekyll.served(within);
          default -> engine.inServed(within);
        };
  }

  /** The path by which is found what a folder says of all in it. */
  private String inOneFolder(String path) {
    return engine == Engine.HUGO
        ? inRoot(path).map(within -> root + hugo.inOneFolder(within)).orElse(path)
        : path;
  }

  static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  /** Takes note of a file that cannot be read, and may say something about those in its folder. */
  public void unreadable(SnipPath path) {
    withheld.unreadable(inOneFolder(path.path()));
  }

  /**
   * Takes note of a post: of its name, and of what it says about those in its folder.
   *
   * @param now what dates are compared with
   */
  public void survey(SnipPath path, ReadManuscript read, Instant now) {
    Place place = place(path, read.manuscript());
    if (place == null) {
      return;
    }
    surveyed.put(
        path.path(), new Surveyed(place, placedSlug(place.slug(read.manuscript().title()))));
    withheld.survey(inOneFolder(path.path()), read, now);
    OffsetDateTime createdAt = read.manuscript().createdAt();
    if (createdAt != null && read.isPublishable()) {
      Stream.concat(
              Withheld.foldersOf(inOneFolder(path.path())),
              tags(read.manuscript()).stream().map(Site::ofTag))
          .forEach(list -> newest.merge(list, createdAt, Site::later));
    }
    for (String tag : tags(read.manuscript())) {
      tags.computeIfAbsent(tag.toLowerCase(Locale.ROOT), key -> new ConcurrentHashMap<>())
          .merge(tag, 1, Integer::sum);
    }
    read.manuscript().metadata().keySet().stream()
        .filter(name -> !ManuscriptReader.reads(name) && !READ_HERE.contains(name))
        .filter(name -> !taxonomies.read(name))
        .filter(name -> unread.size() < MAX_UNREAD || unread.containsKey(name))
        .forEach(name -> unread.merge(name, 1, Integer::sum));
  }

  /**
   * Gives each post its name. Posts that would share one have their folders in it.
   *
   * @param holders which path the post of a slug came from, of those that exist
   */
  public void settle(Function<Set<String>, Map<String, String>> holders) {
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
              Comparator.comparing((String path) -> withheld.isLeftOut(inRoot(path).orElse(path)))
                  .thenComparing(path -> !path.equals(held.get(slug))));
          for (String path : paths) {
            Place place = surveyedAt(path).place();
            String first = byAddress.putIfAbsent(Place.key(place.address()), path);
            if (first != null) {
              losers.put(path, first);
            } else if (path.equals(held.get(slug))) {
              names.put(path, slug);
            } else {
              names.put(
                  path, free(placedSlug(place.longSlug()), slug, held.containsKey(slug), taken));
            }
          }
        });
    slugs = names;
    clashes = losers;
    Map<String, String> addresses = new HashMap<>();
    names.forEach(
        (path, slug) -> {
          if (described(path).isEmpty()) {
            addresses.putIfAbsent(Place.key(surveyedAt(path).place().address()), slug);
          }
        });
    names.forEach(
        (path, slug) ->
            surveyedAt(path)
                .place()
                .aliases()
                .forEach(alias -> addresses.putIfAbsent(Place.key(alias), slug)));
    slugsByAddress = addresses;
    Map<String, String> byName = new HashMap<>();
    new TreeMap<>(names)
        .forEach(
            (path, slug) -> {
              String within = content(path).orElse(path).replaceFirst("\\.\\w+$", "");
              String name = within.replaceFirst("(?:^|/)_?index$", "");
              byName.putIfAbsent(name.substring(name.lastIndexOf('/') + 1), slug);
              byName.putIfAbsent(name.replaceFirst("(?:^|.*/)_posts/", ""), slug);
              byName.put(name, slug);
            });
    slugsByName = byName;
  }

  /** The names of all its posts, once they are settled. */
  public Collection<String> names() {
    return slugs.values();
  }

  private static String ofTag(String tag) {
    return "tag:" + tag.toLowerCase(Locale.ROOT);
  }

  private static OffsetDateTime later(OffsetDateTime one, OffsetDateTime other) {
    return one.isAfter(other) ? one : other;
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

  /**
   * What becomes of a post here.
   *
   * @param now what dates are compared with
   * @throws BrokenSnip when another file of the site has its address
   */
  public ReadManuscript adopt(SnipPath path, ReadManuscript read, Instant now) {
    String clash = clashes.get(path.path());
    if (clash != null) {
      throw new BrokenSnip("its address is that of " + clash);
    }
    Surveyed one = surveyed.get(path.path());
    if (one == null || engine == null) {
      return read;
    }
    Optional<Taxonomies.Described> described = described(path.path());
    Optional<String> term = described.map(Taxonomies.Described::path).map(this::term);
    Map<String, Object> given =
        new LinkedHashMap<>(
            withheld.given(inOneFolder(path.path()), inRoot(path.path()).orElse(path.path())));
    described.ifPresent(said -> given.put(said.key(), List.of(term.orElseThrow())));
    Manuscript before = dated(path.path(), term, read.manuscript().given(given, taxonomies::read));
    Place place = one.place();
    String slug = slugs.getOrDefault(path.path(), one.slug());
    List<String> restrictions = new ArrayList<>(read.restrictions());
    List<String> warnings = new ArrayList<>(read.warnings());
    warnings.removeIf(warning -> warning.startsWith("its address is /"));
    warnings.addAll(said.remarks().getOrDefault(path.path(), List.of()));
    restrictions.addAll(
        withheld.reasons(
            inOneFolder(path.path()),
            inRoot(path.path()).orElse(path.path()),
            read.manuscript(),
            now));
    unknown().map(name -> "it is of " + withUnknownRules(name)).ifPresent(restrictions::add);
    translation(path.path())
        .flatMap(Languages.Translation::hidden)
        .ifPresent(
            language ->
                restrictions.add("its language, " + language + ", is switched off in the site"));
    if (place.isFront()) {
      restrictions.add(
          "it is the front page, which Galley makes itself; under the name start it would be it");
    }
    if (read.embargo() != null && isHidden(path.path()) && pictures.areIn(folder(path.path()))) {
      restrictions.add("its pictures are for nobody before it is, so a person has to publish it");
    }
    List<String> aliases = aliases(place, slug, before.metadata());
    if (term.isPresent()) {
      aliases.removeIf(alias -> Place.key(alias).endsWith(Place.key(place.address())));
      warnings.add("where it was, " + place.address() + ", is the list of its tag, and it on that");
    }
    if (!slug.equals(place.name())) {
      warnings.add("its address is /" + slug + ", and was " + place.address());
    }
    Values.text(before.metadata(), "permalink")
        .filter(
            permalink ->
                engine == Engine.ELEVENTY && !Permalink.isRead(permalink, before.metadata()))
        .ifPresent(
            permalink ->
                warnings.add("its address was " + permalink + ", which leads nowhere here"));
    Shortcodes shortcodes =
        new Shortcodes(
            engine,
            ownTags,
            name -> Optional.ofNullable(values(before).get(name)).or(() -> said(name, before)),
            target -> meant(target, path.path(), place.address()));
    String body = holdsTags(before) ? shortcodes.written(before.body()) : before.body();
    if (!shortcodes.unknown().isEmpty()) {
      restrictions.add("it holds tags of its engine that have no meaning here");
      shortcodes.unknown().forEach(tag -> warnings.add("a tag without a meaning here: " + tag));
    }
    if (path.extension().equals("mdx")) {
      body =
          Prose.changed(
              body,
              text ->
                  Pairs.replaced(
                      text, MDX_COMMENT, MDX_COMMENT_END, text.length(), (open, inner) -> ""));
      if (COMPONENT.matcher(body).find()) {
        restrictions.add("it holds components of a program, which are not run here");
      }
    }
    if (before.format() != SnipFormat.HTML) {
      if (isVault) {
        body = Obsidian.withoutComments(body);
        if (Obsidian.hasComments(body)) {
          restrictions.add("it holds a comment of Obsidian (%%) whose end cannot be told");
        }
      }
      if (!isExport()) {
        warnings.addAll(Obsidian.warnings(body));
      }
      boolean isOfHugo = engine == Engine.HUGO;
      body = isOfHugo ? DefinitionLists.written(body) : body;
      body =
          engine.hasHeadingAttributes()
              ? HeadingAttributes.written(
                  body, isOfHugo && HugoMarkup.hasBlockAttributes(configuration))
              : body;
      body = Prose.changed(body, text -> linked(path, place, text, warnings));
    } else {
      body = linked(path, place, body, warnings);
    }
    Manuscript after =
        before.adopted(
            slug,
            format(before),
            body,
            Stream.of(term.stream(), tags(before).stream(), categoriesOfSite(path.path()))
                .flatMap(names -> names)
                .map(this::commonSpelling)
                .distinct()
                .limit(ContentRules.MAX_TAGS)
                .toList(),
            place.isPage() && Values.value(before.metadata(), "kind").isEmpty()
                ? ManuscriptReader.PAGE
                : before.kind(),
            metadata(
                before.metadata(),
                aliases,
                taxonomies.slugs(before.metadata(), this::commonSpelling)));
    return new ReadManuscript(
        after, restrictions, warnings.stream().distinct().toList(), read.embargo(), read.end());
  }

  /** The term of which a post says something. */
  private Optional<Taxonomies.Described> described(String path) {
    return translation(path).map(Languages.Translation::path).flatMap(taxonomies::describedIn);
  }

  /** A term by the path of its list. */
  private String term(String path) {
    return tags.keySet().stream()
        .filter(tag -> HugoPath.of(tag).equals(HugoPath.of(path)))
        .sorted()
        .findFirst()
        .map(this::commonSpelling)
        .orElse(path);
  }

  /** What is said of a list that names no date is as old as the newest post on that. */
  private Manuscript dated(String path, Optional<String> term, Manuscript manuscript) {
    OffsetDateTime date =
        !path.matches("(?:.*/)?_index\\.[^/]*") || manuscript.createdAt() != null
            ? null
            : newest.get(term.map(Site::ofTag).orElseGet(() -> folder(inOneFolder(path))));
    return date == null ? manuscript : manuscript.dated(date);
  }

  /** Jekyll leaves tags as they are written where a post says so. */
  private boolean holdsTags(Manuscript manuscript) {
    return engine != Engine.EXPORT
        && (engine != Engine.JEKYLL
            || Values.text(manuscript.metadata(), "render_with_liquid")
                .filter("false"::equalsIgnoreCase)
                .isEmpty());
  }

  /** Most texts are the same in both; others keep what their engine reads them by. */
  private SnipFormat format(Manuscript manuscript) {
    boolean isKramdown =
        engine == Engine.JEKYLL
            && manuscript.format() == SnipFormat.GFM
            && Values.value(manuscript.metadata(), "format").isEmpty()
            && configuration.text("markdown").orElse("kramdown").equalsIgnoreCase("kramdown")
            && KramdownMarks.areIn(manuscript.body());
    return isKramdown ? SnipFormat.KRAMDOWN : manuscript.format();
  }

  private List<String> tags(Manuscript manuscript) {
    return engine == Engine.JEKYLL
        ? JekyllNames.parted(manuscript.tags(), manuscript.metadata())
        : Stream.concat(manuscript.tags().stream(), taxonomies.own(manuscript.metadata()))
            .limit(ContentRules.MAX_TAGS)
            .toList();
  }

  /** Those that Jekyll adds to a post's own. */
  private Stream<String> categoriesOfSite(String path) {
    return engine == Engine.JEKYLL
        ? JekyllNames.words(jekyll.defaults(inRoot(path).orElse(path)), "categories")
            .filter(ContentRules::isTag)
        : Stream.empty();
  }

  /** Tags that differ in case are one tag: as most posts write it. */
  private String commonSpelling(String tag) {
    return tags.getOrDefault(tag.toLowerCase(Locale.ROOT), Map.of(tag, 1)).entrySet().stream()
        .max(
            Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse(tag);
  }

  private @Nullable Place place(SnipPath path, Manuscript manuscript) {
    List<Mounted> contents = contents(path.path());
    if (engine == null || contents.isEmpty()) {
      return null;
    }
    Map<String, Object> metadata =
        engine == Engine.JEKYLL
            ? jekyll.with(inRoot(path.path()).orElse(path.path()), manuscript.metadata())
            : manuscript.metadata();
    Places places = new Places(engine, configuration, sections);
    List<Place> all =
        contents.stream()
            .map(content -> places.of(languages.of(content), manuscript, metadata))
            .toList();
    return all.stream().skip(1).reduce(all.get(0), Place::leadingFrom);
  }

  /** What the names in tags stand for that every site has. */
  private Map<String, String> values(Manuscript manuscript) {
    return Map.of(
        "site.baseurl",
        "",
        "site.url",
        "",
        "site.title",
        configuration.text("title").orElse(""),
        "page.title",
        manuscript.title());
  }

  /** Jekyll shows by its name what its configuration or a post's front matter says in one word. */
  private Optional<String> said(String name, Manuscript manuscript) {
    int dot = name.indexOf('.');
    Object value =
        engine != Engine.JEKYLL || dot < 0
            ? null
            : name.startsWith("site.")
                ? configuration.values()
                : name.startsWith("page.") ? manuscript.metadata() : null;
    for (String part : name.substring(dot + 1).split("\\.")) {
      value = value instanceof Map<?, ?> map ? map.get(part) : null;
    }
    return value == null || value instanceof Map || value instanceof List
        ? Optional.empty()
        : Optional.of(value.toString());
  }

  /** The address of what a tag names: a file's path, or the name of a post alone. */
  private Optional<String> meant(String target, String path, String address) {
    return post(target, path, address)
        .or(() -> pictured(target, path, address))
        .or(
            () -> {
              int end = end(target, '#');
              String plain = Pictures.decoded(target.substring(0, end)).replaceFirst("^/", "");
              return Optional.ofNullable(slugsByName.get(plain.replaceFirst("\\.\\w+$", "")))
                  .or(() -> Optional.ofNullable(slugsByName.get(plain)))
                  .map(slug -> "/" + slug + target.substring(end));
            });
  }

  /** The address here of a picture. Hexo has those of a post in a folder of its name. */
  private Optional<String> pictured(String target, String path, String address) {
    Optional<String> own =
        engine == Engine.HEXO
            ? pictures.address(target, path.replaceFirst("\\.\\w+$", "/"), address)
            : Optional.empty();
    return own.or(() -> pictures.address(target, folder(path), address));
  }

  private String linked(SnipPath path, Place place, String text, List<String> warnings) {
    return References.replaced(
        text,
        target ->
            pictured(target, path.path(), place.address())
                .or(() -> post(target, path.path(), place.address()))
                .orElseGet(
                    () -> {
                      if (pictures.isMissing(target)) {
                        warnings.add("there is no picture " + target);
                      }
                      return target;
                    }));
  }

  /** The address here of a post that a link means by its file or by its old address. */
  private Optional<String> post(String target, String path, String address) {
    int end = Math.min(end(target, '#'), end(target, '?'));
    String plain = Pictures.decoded(target.substring(0, end));
    if (plain.isEmpty() || plain.equals("/")) {
      return Optional.empty();
    }
    return Pictures.candidates(plain, folder(path), address, configuration)
        .map(
            candidate ->
                Optional.ofNullable(slugs.get(root + candidate))
                    .or(() -> Optional.ofNullable(slugs.get(candidate)))
                    .or(() -> Optional.ofNullable(slugsByAddress.get(Place.key(candidate))))
                    .or(() -> known.apply(OldAddresses.key(candidate)))
                    .orElse(""))
        .filter(slug -> !slug.isEmpty())
        .findFirst()
        .map(slug -> "/" + slug + target.substring(end));
  }

  private static int end(String target, char c) {
    int at = target.indexOf(c);
    return at < 0 ? target.length() : at;
  }

  private List<String> aliases(Place place, String slug, Map<String, Object> metadata) {
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

  private static Map<String, Object> metadata(
      Map<String, Object> before, List<String> aliases, Map<String, Object> tagSlugs) {
    Map<String, Object> metadata = new LinkedHashMap<>(before);
    if (!aliases.isEmpty()) {
      metadata.keySet().removeIf(name -> name.equalsIgnoreCase(OldAddresses.KEY));
      metadata.put(OldAddresses.KEY, aliases);
    }
    if (!tagSlugs.isEmpty()) {
      tagSlugs.putAll(Values.named(before.getOrDefault(TagSlugs.KEY, "")));
      metadata.put(TagSlugs.KEY, tagSlugs);
    }
    return metadata;
  }
}
