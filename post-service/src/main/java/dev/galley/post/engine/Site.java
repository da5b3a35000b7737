package dev.galley.post.engine;

import dev.galley.event.OldAddresses;
import dev.galley.post.content.FormerSite;
import dev.galley.post.engine.files.Languages;
import dev.galley.post.engine.files.Layout;
import dev.galley.post.engine.files.OtherEngines;
import dev.galley.post.engine.files.Pictures;
import dev.galley.post.engine.files.RecognisingLayouts;
import dev.galley.post.engine.files.Withheld;
import dev.galley.post.engine.rules.Configuration;
import dev.galley.post.engine.rules.Engine;
import dev.galley.post.engine.text.HugoMarkup;
import dev.galley.post.engine.text.OwnTags;
import dev.galley.post.engine.text.Rewriting;
import dev.galley.post.snip.BrokenSnip;
import dev.galley.post.snip.Clocks;
import dev.galley.post.snip.ManuscriptReader;
import dev.galley.post.snip.ReadManuscript;
import dev.galley.post.snip.SnipPath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A folder of files that is to be imported, as its engine understands it. First it is told of every
 * post ({@link #survey}), then it settles who has which name, then it says of each post what is
 * known of it beside its file ({@link #adopt}). Safe for many threads, one step after another.
 */
public final class Site {

  private static final int MAX_UNREAD = 100;

  /** What is read of metadata here and not by the reader of files. */
  private static final Set<String> READ_HERE =
      Set.of("url", "path", "alias", "redirect_from", "redirect_to", "cascade");

  /** What engines make pages of as well, which may be templates and hold texts. */
  private static final Pattern TEXT =
      Pattern.compile(
          "(?i).*\\.(?:textile|org|rst|adoc|asciidoc|asc|pandoc|pdc|rmd|mdoc|astro|njk|liquid|hbs"
              + "|mustache|ejs|haml|pug|webc|vto|11ty\\.[cm]?js)");

  private final Layout layout;
  private final SiteExport.Said said;
  private final Clocks clocks;
  private final Pictures pictures;
  private final Withheld withheld;
  private final OtherFiles others;
  private final Terms terms;
  private final Names names;
  private final Links links;
  private final Adopting adopting;
  private final Map<String, Integer> unread = new ConcurrentHashMap<>();

  private Site(Layout layout, SiteExport.Said said, OwnTags ownTags, boolean isVault) {
    Configuration configuration = layout.configuration();
    this.layout = layout;
    this.said = said;
    this.clocks =
        new Clocks(configuration.zone().orElse(ZoneOffset.UTC), layout.isOf(Engine.JEKYLL));
    this.pictures = new Pictures(configuration);
    this.withheld = new Withheld(layout, clocks);
    this.others = new OtherFiles(layout.engine());
    this.terms = new Terms(layout);
    this.names = new Names(layout, withheld, terms);
    this.links = new Links(layout, pictures, names);
    this.adopting =
        new Adopting(
            layout,
            said,
            withheld,
            pictures,
            terms,
            names,
            links,
            new Rewriting(layout, ownTags, isVault));
  }

  /**
   * Recognises a folder.
   *
   * @param paths of all files in it
   * @param files gives the bytes of one of them
   */
  public static Site of(Collection<String> paths, Function<String, byte[]> files) {
    Layout layout = RecognisingLayouts.of(paths, files);
    Engine engine = layout.engine();
    if (engine == null) {
      return ofSnips();
    }
    Site site =
        new Site(
            layout,
            SiteExport.Said.NOTHING,
            OwnTags.in(engine, layout.root(), paths, files),
            paths.stream().anyMatch(OtherEngines::isOfVault));
    site.find(paths.stream().sorted().toList());
    return site;
  }

  /** A folder of snips, whose files say all themselves. */
  public static Site ofSnips() {
    return new Site(new Layout(), SiteExport.Said.NOTHING, OwnTags.NONE, false);
  }

  /**
   * A site whose posts were written out of an export.
   *
   * @param beside the paths of the files that came with it
   */
  public static Site ofExport(SiteExport export, SiteExport.Said said, Collection<String> beside) {
    Configuration configuration = new Configuration(Map.of("url", said.address()), null);
    Layout layout = new Layout(Engine.EXPORT, export.system(), configuration);
    Site site = new Site(layout, said, OwnTags.NONE, false);
    for (String path : beside.stream().filter(Pictures::isOne).sorted().toList()) {
      export.served(path).ifPresent(address -> site.pictures.add(path, address));
    }
    return site;
  }

  /** Takes note of all files in the folder, in their order. */
  private void find(List<String> paths) {
    for (String path : paths) {
      Optional<String> address = layout.served(path);
      if (address.isPresent() && Pictures.isOne(path)) {
        pictures.add(path, address.get());
      }
      Optional<Languages.Translation> content = layout.translation(path);
      if (content.isPresent()) {
        withheld.find(layout.inOneFolder(path));
        names.find(content.get());
      }
      address.ifPresent(at -> others.find(path, at));
    }
  }

  /**
   * Has all posts and pictures of the site be under a name, beside what is there already: {@code
   * one} becomes {@code name-one}, for a slug is one part of an address. To be said before the
   * first file is surveyed.
   */
  public void putUnder(String name) {
    names.putUnder(name);
    pictures.putUnder(name);
  }

  /**
   * Has links lead to posts that came before: a large export comes in parts, of which one may be
   * imported again alone.
   *
   * @param slugs of the post that an earlier address leads to, as {@link OldAddresses} names it
   */
  public void linkTo(Function<String, Optional<String>> slugs) {
    links.leadTo(slugs);
  }

  /** Where a picture is kept that would be stored at a path. */
  public String placed(String stored) {
    return pictures.placed(stored);
  }

  /** How people call what the folder is; empty for a folder of snips. */
  public Optional<String> engine() {
    return layout.label();
  }

  /** Whether its pages are without the HTML that is in Markdown. */
  public boolean omitsHtml() {
    return layout.isOf(Engine.HUGO) && HugoMarkup.omitsHtml(layout.configuration());
  }

  /** Whether another system gave it away, and its files have no paths of their own. */
  public boolean isExport() {
    return layout.isOf(Engine.EXPORT);
  }

  /** The host at which the site was, as its configuration says; empty when it does not. */
  public Optional<String> host() {
    return layout.configuration().host();
  }

  /** Which site it was; empty for snips. */
  public Optional<FormerSite> former() {
    String address =
        host()
            .map(host -> host.replaceFirst("^www\\.", "") + layout.configuration().prefix())
            .orElse("");
    return engine().map(name -> new FormerSite(name, address));
  }

  /** What readers said on its posts, as far as an export tells. */
  public List<SiteExport.Comment> comments() {
    return said.comments();
  }

  /** What the dates of a file mean that name no offset. */
  public Clocks clocks(String path) {
    return layout
        .translation(path)
        .flatMap(Languages.Translation::zone)
        .map(zone -> new Clocks(zone, clocks.timestampsAreUtc()))
        .orElse(clocks);
  }

  /** What could not be read of the folder as a whole. */
  public List<String> notes() {
    Configuration configuration = layout.configuration();
    List<String> notes = new ArrayList<>(said.notes());
    layout
        .withUnknownRules()
        .ifPresent(
            site ->
                notes.add(
                    site
                        + ": what they keep from readers cannot be told, so every post stays a"
                        + " draft"));
    if (configuration.problem() != null) {
      notes.add(configuration.problem());
    }
    notes.addAll(layout.notes(others::areIn));
    notes.addAll(
        others.notes(
            configuration.prefix(), path -> isPost(path) || isHidden(path) || !isServed(path)));
    configuration
        .text("limit_posts")
        .filter(limit -> layout.isOf(Engine.JEKYLL) && !limit.equals("0"))
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
    return layout.isPost(path);
  }

  /** The path of a file that holds a text which is read here; empty for another one. */
  public Optional<SnipPath> text(String path) {
    return layout.text(path);
  }

  /** Where a picture is stored; empty for a file that is none or is not served. */
  public Optional<String> picture(String path) {
    return pictures.stored(path);
  }

  /** Whether a picture belongs to what is kept from readers: to a bundle, or to all of a folder. */
  public boolean isHidden(String path) {
    return adopting.isHidden(path);
  }

  /** Whether the site serves a picture to everybody although no page uses it. */
  public boolean isServed(String path) {
    return layout.unknown().isEmpty()
        && withheld.isServed(path, layout.within(path))
        && (layout.content(path).isEmpty()
            || withheld.publishesResources(layout.inOneFolder(path)));
  }

  /** Whether a file that is neither is the engine's own, and nothing that a reader misses. */
  public boolean isOwn(String path) {
    return layout.label().isPresent()
        && (!layout.isOf(Engine.FOLDER) || layout.unknown().isPresent());
  }

  /**
   * Why a text that its engine shows cannot come in; empty for a file that is none.
   *
   * @param content unpacks it
   */
  public Optional<String> unreadable(String path, Supplier<byte[]> content) {
    boolean isText =
        TEXT.matcher(path).matches() && layout.content(path).isPresent()
            || path.endsWith(".txt")
                && new String(content.get(), StandardCharsets.UTF_8).startsWith("---")
                && layout.content(path).isPresent();
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

  /** Takes note of a file that cannot be read, and may say something about those in its folder. */
  public void unreadable(SnipPath path) {
    withheld.unreadable(layout.inOneFolder(path.path()));
  }

  /**
   * Takes note of a post: of its name, and of what it says about those in its folder.
   *
   * @param now what dates are compared with
   */
  public void survey(SnipPath path, ReadManuscript read, Instant now) {
    if (!names.survey(path, read.manuscript())) {
      return;
    }
    withheld.survey(layout.inOneFolder(path.path()), read, now);
    terms.survey(path.path(), read);
    read.manuscript().metadata().keySet().stream()
        .filter(name -> !ManuscriptReader.reads(name) && !READ_HERE.contains(name))
        .filter(name -> !terms.areUnder(name))
        .filter(name -> unread.size() < MAX_UNREAD || unread.containsKey(name))
        .forEach(name -> unread.merge(name, 1, Integer::sum));
  }

  /**
   * Gives each post its name. Posts that would share one have their folders in it.
   *
   * @param holders which path the post of a slug came from, of those that exist
   */
  public void settle(Function<Set<String>, Map<String, String>> holders) {
    names.settle(holders);
  }

  /** The names of all its posts, once they are settled. */
  public Collection<String> names() {
    return names.all();
  }

  /**
   * What becomes of a post here.
   *
   * @param now what dates are compared with
   * @throws BrokenSnip when another file of the site has its address
   */
  public ReadManuscript adopt(SnipPath path, ReadManuscript read, Instant now) {
    return adopting.adopt(path, read, now);
  }
}
