package dev.galley.post.engine.files;

import dev.galley.post.engine.files.Mounts.Mounted;
import dev.galley.post.engine.rules.Configuration;
import dev.galley.post.engine.rules.Engine;
import dev.galley.post.snip.SnipPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which file of a site's folder is what, as its engine and its configuration say. */
public final class Layout {

  private final @Nullable Engine engine;
  private final @Nullable String label;
  private final String root;
  private final Configuration configuration;
  private final Programs programs;
  private final JekyllFiles jekyll;
  private final HugoFiles hugo;
  private final Languages languages;

  /** Of snips, whose files say all themselves. */
  public Layout() {
    this(null, null, "", Configuration.NONE, Programs.NONE);
  }

  /** Of what another system gave away, whose files say all themselves as well. */
  public Layout(Engine engine, String label, Configuration configuration) {
    this(engine, label, "", configuration, Programs.NONE);
  }

  /**
   * Of a site.
   *
   * @param label how people call the engine
   * @param root the folder of its files, with a slash at its end; empty for the outermost
   */
  Layout(
      @Nullable Engine engine,
      @Nullable String label,
      String root,
      Configuration configuration,
      Programs programs) {
    this.engine = engine;
    this.label = label;
    this.root = root;
    this.configuration = configuration;
    this.programs = programs;
    this.jekyll = new JekyllFiles(configuration);
    this.hugo = new HugoFiles(configuration);
    this.languages = new Languages(engine == null ? Engine.FOLDER : engine, configuration);
  }

  /** Null for snips. */
  public @Nullable Engine engine() {
    return engine;
  }

  public boolean isOf(Engine one) {
    return engine == one;
  }

  public Optional<String> label() {
    return Optional.ofNullable(label);
  }

  public String root() {
    return root;
  }

  public Configuration configuration() {
    return configuration;
  }

  JekyllFiles jekyll() {
    return jekyll;
  }

  HugoFiles hugo() {
    return hugo;
  }

  Programs programs() {
    return programs;
  }

  /** The engine that made it, of which no more is known than its name. */
  public Optional<String> unknown() {
    return label().filter(name -> engine == Engine.FOLDER && !name.equals(engine.label()));
  }

  /** That it is of such an engine, for people. */
  public Optional<String> withUnknownRules() {
    return unknown().map(name -> "a site of " + name + ", whose rules are not known here");
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

  Optional<String> inRoot(String path) {
    return Optional.of(path)
        .filter(one -> one.startsWith(root))
        .map(one -> one.substring(root.length()))
        .map(
            within ->
                engine == Engine.HEXO
                    ? HexoFiles.usual(within, HexoFiles.source(configuration))
                    : within);
  }

  /** Its path from the root, or as it is when it lies elsewhere. */
  public String within(String path) {
    return inRoot(path).orElse(path);
  }

  /** Takes note of the files of the folder, in their order. */
  void find(List<String> paths) {
    if (engine == Engine.HUGO) {
      paths.forEach(path -> inRoot(path).ifPresent(hugo::find));
    }
  }

  /**
   * What could not be read of its configuration, for people.
   *
   * @param isServed whether a name is that of a file that is served as it is, or of its folder
   */
  public List<String> notes(Predicate<String> isServed) {
    return engine == Engine.HUGO
        ? hugo.notes()
        : engine == Engine.JEKYLL ? jekyll.notes(isServed) : List.of();
  }

  /** What Jekyll's configuration says for a file. */
  public Map<String, Object> defaults(String path) {
    return engine == Engine.JEKYLL ? jekyll.defaults(within(path)) : Map.of();
  }

  /** The metadata of a file with what Jekyll's configuration says of its address. */
  public Map<String, Object> with(String path, Map<String, Object> metadata) {
    return engine == Engine.JEKYLL ? jekyll.with(within(path), metadata) : metadata;
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

  public Optional<String> content(String path) {
    return contents(path).stream().findFirst().map(Mounted::path);
  }

  /** What it is at each of the places that its engine puts it. */
  public List<Languages.Translation> translations(String path) {
    return contents(path).stream().map(languages::of).toList();
  }

  public Optional<Languages.Translation> translation(String path) {
    return translations(path).stream().findFirst();
  }

  /** The language of a file, where none of its pages are made. */
  public Optional<String> hiddenLanguage(String path) {
    return translation(path).flatMap(Languages.Translation::hidden);
  }

  /** Where the engine may serve a file as it is. */
  public Optional<String> served(String path) {
    return engine == null
        ? Optional.empty()
        : inRoot(path)
            .flatMap(
                within ->
                    switch (engine) {
                      case HUGO -> hugo.served(within);
                      case JEKYLL -> jekyll.served(within);
                      default -> engine.inServed(within);
                    });
  }

  /** The path by which is found what a folder says of all in it. */
  public String inOneFolder(String path) {
    return engine == Engine.HUGO
        ? inRoot(path).map(within -> root + hugo.inOneFolder(within)).orElse(path)
        : path;
  }
}
