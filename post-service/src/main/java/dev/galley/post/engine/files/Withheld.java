package dev.galley.post.engine.files;

import dev.galley.post.engine.rules.Configuration;
import dev.galley.post.engine.rules.Engine;
import dev.galley.post.engine.rules.Folders;
import dev.galley.post.engine.rules.Values;
import dev.galley.post.snip.Clocks;
import dev.galley.post.snip.Manuscript;
import dev.galley.post.snip.ReadManuscript;
import dev.galley.post.snip.Restrictions;
import java.time.Instant;
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
public final class Withheld {

  /** Eleventy's files of what holds for the post, or for all in the folder, of the same name. */
  private static final Pattern DATA =
      Pattern.compile("(?:.*/)?([^/]+?)(?:\\.json|\\.11tydata\\.\\w+)");

  /** Nikola's files of metadata, beside the post of the same name. */
  private static final Pattern META = Pattern.compile("(.+)\\.meta");

  /** What a folder of no engine says by its name. */
  private static final Pattern OF_NOBODY_ELSE = Pattern.compile("(?i)(?:.*/)?_?private/.*");

  /** Ghost's and WordPress's pictures, which may come before the texts that they belong to. */
  private static final Pattern OF_A_SYSTEM =
      Pattern.compile("(?:.*/)?(?:content/(?:images|media|files)|wp-content/uploads)/.*");

  private final @Nullable Engine engine;
  private final Configuration configuration;
  private final JekyllFiles jekyll;
  private final HugoFiles hugo;
  private final HexoFiles hexo;
  private final ZolaFiles zola;
  private final Programs programs;
  private final Set<String> bundles = new HashSet<>();
  private final Map<String, String> data = new HashMap<>();
  private final Set<String> hidden = ConcurrentHashMap.newKeySet();
  private final Sections sections;

  public Withheld(Layout layout, Clocks clocks) {
    this.engine = layout.engine();
    this.configuration = layout.configuration();
    this.jekyll = layout.jekyll();
    this.hugo = layout.hugo();
    this.hexo = new HexoFiles(configuration);
    this.zola = new ZolaFiles(configuration);
    this.programs = layout.programs();
    this.sections = new Sections(engine, configuration, clocks);
  }

  /** Takes note of a file among the content that says something of others. */
  public void find(String path) {
    sections.find(path);
    if ((engine == Engine.HUGO || engine == Engine.ZOLA)
        && path.matches("(?:.*/)?index(?:\\.[\\w-]+)?\\.(?:md|markdown|html)")) {
      bundles.add(Folders.of(path));
    }
    Matcher found = DATA.matcher(path);
    if (engine == Engine.ELEVENTY && found.matches()) {
      String folder = Folders.of(path);
      String name = found.group(1);
      data.put(folder + name, path);
      if (("/" + folder).endsWith("/" + name + "/")) {
        data.put(folder, path);
      }
    }
    Matcher meta = META.matcher(path);
    if (engine == Engine.FOLDER && meta.matches()) {
      data.put(meta.group(1), path);
    }
  }

  /** Takes note of what a post says of its whole folder. */
  public void survey(String path, ReadManuscript read, Instant now) {
    String folder = Folders.of(path);
    Map<String, Object> metadata = read.manuscript().metadata();
    boolean kept =
        !read.restrictions().isEmpty()
            || read.embargo() != null
            || !sections.renamed(metadata, now).isEmpty();
    if (bundles.contains(folder) && isIndex(path) && kept) {
      hidden.add(folder);
    }
    sections.survey(path, metadata, now);
  }

  /** Takes note of a file that cannot be read, and may say something of others. */
  public void unreadable(String path) {
    if (bundles.contains(Folders.of(path)) && isIndex(path)) {
      hidden.add(Folders.of(path));
    }
    sections.unreadable(path);
  }

  /**
   * Whether a file lies in a folder that is kept from readers as a whole, or is left out itself.
   *
   * @param within its path from the site's root
   */
  public boolean isHidden(String path, String within) {
    return Folders.all(path).anyMatch(hidden::contains)
        || sections.isHidden(path)
        || isLeftOut(within)
        || engine == Engine.JEKYLL && Restrictions.areIn(jekyll.defaults(within));
  }

  /**
   * Whether the site's configuration leaves a file out.
   *
   * @param within its path from the site's root
   */
  public boolean isLeftOut(String within) {
    return leftOut(within).findAny().isPresent();
  }

  /** Why the site's configuration leaves a file out, which may be a picture. */
  private Stream<String> leftOut(String within) {
    return engine == null
        ? Stream.empty()
        : switch (engine) {
          case HUGO -> hugo.leftOut(within);
          case ZOLA -> zola.leftOut(within);
          case HEXO -> hexo.leftOut(within).stream();
          case JEKYLL -> jekyll.leftOut(within).stream();
          default -> Stream.empty();
        };
  }

  /**
   * Whether everybody may see a picture though no page uses it: of some folders an engine writes
   * only what its pages take from there, and an export says of no file to whom it was shown.
   *
   * @param within its path from the site's root
   */
  public boolean isServed(String path, String within) {
    return engine == null
        || !Restrictions.isOfDrafts(path)
            && switch (engine) {
              case HUGO -> hugo.isServed(within);
              case ASTRO -> !within.startsWith("src/");
              case HEXO -> !within.startsWith("source/_posts/");
              case ELEVENTY ->
                  programs.eleventy().isServed(within)
                      && programs.ignored().stream().allMatch(file -> file.reason(path).isEmpty());
              case EXPORT -> false;
              case FOLDER ->
                  !OF_A_SYSTEM.matcher(within).matches()
                      && !OF_NOBODY_ELSE.matcher(within).matches();
              default -> true;
            };
  }

  /** Whether a picture beside pages is served although none uses it, as these say. */
  public boolean publishesResources(String path) {
    return sections.publishesResources(path);
  }

  /**
   * What keeps a post from readers.
   *
   * @param path of its file
   * @param within the same from the site's root
   * @param now what dates are compared with
   */
  public List<String> reasons(String path, String within, Manuscript manuscript, Instant now) {
    List<String> reasons = new ArrayList<>(sections.reasons(path, manuscript.metadata(), now));
    Map<String, Object> defaults = defaults(within);
    defaults.keySet().removeAll(manuscript.metadata().keySet());
    if (Restrictions.areIn(defaults)) {
      reasons.add("the site's configuration says for it " + defaults);
    }
    if (Values.value(defaults, "date").isPresent()) {
      reasons.add("the site's configuration has a date for it, which may be to come");
    }
    if (isPartOfABundle(path)) {
      reasons.add("it is a part of the bundle in its folder, and no page of its own");
    }
    leftOut(within).forEach(reasons::add);
    if (configuration.problem() != null) {
      reasons.add("the site's configuration cannot be read, which may keep it from readers");
    }
    if (engine == Engine.HUGO
        && Values.texts(configuration.values(), "disableKinds")
            .anyMatch("page"::equalsIgnoreCase)) {
      reasons.add("the site's configuration makes no pages");
    }
    programs.ignored().stream().flatMap(file -> file.reason(path).stream()).forEach(reasons::add);
    Stream.concat(
            // That of a translation may be that of all.
            Stream.of(path.replaceFirst("\\.[^./]+$", ""), path.replaceFirst("\\.[^/]+$", ""))
                .distinct(),
            Folders.all(path))
        .filter(data::containsKey)
        .findFirst()
        .ifPresent(
            name -> reasons.add(data.get(name) + " is not read, which may keep it from readers"));
    if (engine == Engine.FOLDER && OF_NOBODY_ELSE.matcher(within).matches()) {
      reasons.add("it lies in a folder that is called private");
    }
    if (engine == Engine.ASTRO
        && Arrays.stream(within.split("/")).anyMatch(part -> part.startsWith("_"))) {
      reasons.add("its engine leaves out names that begin with _");
    }
    reasons.addAll(programs.astro().reasons(manuscript.metadata()));
    if (engine == Engine.HEXO) {
      hexo.reasons(manuscript).forEach(reasons::add);
    }
    if (engine == Engine.ELEVENTY) {
      programs.eleventy().reasons(within).forEach(reasons::add);
      if (computesAddress(manuscript.metadata())) {
        reasons.add("eleventyComputed, which is not read, decides whether it has an address");
      }
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

  private static boolean computesAddress(Map<String, Object> metadata) {
    return Values.value(metadata, "eleventyComputed")
        .filter(said -> !(said instanceof Map<?, ?> map) || map.containsKey("permalink"))
        .isPresent();
  }

  /** An index makes its own folder a bundle; below another one's it is a part of that. */
  private boolean isPartOfABundle(String path) {
    return engine == Engine.HUGO
        && Folders.all(path).skip(isIndex(path) ? 1 : 0).anyMatch(bundles::contains);
  }

  private static boolean isIndex(String path) {
    return path.startsWith("index.", path.lastIndexOf('/') + 1);
  }

  /**
   * What the site gives a post that does not say it itself.
   *
   * @param path of its file
   * @param within the same from the site's root
   */
  public Map<String, Object> given(String path, String within) {
    return engine == Engine.JEKYLL ? defaults(within) : sections.given(path);
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
