package dev.galley.post.engine.files;

import dev.galley.post.engine.rules.Configuration;
import dev.galley.post.engine.rules.Engine;
import dev.galley.post.snip.SnipPath;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Tells by its files which engine's a folder is, where its root is, and what it says of itself. */
public final class RecognisingLayouts {

  private RecognisingLayouts() {}

  /**
   * Recognises a folder.
   *
   * @param paths of all files in it
   * @param files gives the bytes of one of them
   */
  public static Layout of(Collection<String> paths, Function<String, byte[]> files) {
    if (paths.stream().anyMatch(path -> SnipPath.of(path).filter(SnipPath::isSnip).isPresent())) {
      return new Layout();
    }
    Optional<OtherEngines.Found> other = OtherEngines.in(paths);
    return paths.stream()
        .filter(path -> Engine.isConfiguration(inFolder(path)))
        .min(
            Comparator.comparingLong(RecognisingLayouts::depth)
                .thenComparingInt(path -> Engine.precedence(inFolder(path)))
                .thenComparing(path -> path))
        .filter(file -> other.filter(found -> depth(found.folder()) < depth(root(file))).isEmpty())
        .flatMap(file -> configured(file, paths, files))
        .orElseGet(
            () ->
                other
                    .map(
                        found ->
                            ofFolder(
                                Engine.FOLDER,
                                found.engine(),
                                "",
                                Configuration.NONE,
                                paths,
                                files))
                    .orElseGet(() -> unconfigured(paths, files)));
  }

  /** The site of which a file is the configuration; empty where its engine has nothing there. */
  private static Optional<Layout> configured(
      String file, Collection<String> paths, Function<String, byte[]> files) {
    String root = root(file);
    Configuration said = Configuration.read(file, files.apply(file));
    String source = HexoFiles.source(said);
    List<String> within =
        paths.stream()
            .filter(path -> path.startsWith(root))
            .map(path -> HexoFiles.usual(path.substring(root.length()), source))
            .toList();
    return Engine.of(inFolder(file), within, said.values().containsKey("base_url"))
        .map(
            engine ->
                switch (engine) {
                  case HUGO ->
                      ofFolder(
                          engine,
                          root,
                          HugoConfiguration.read(said, root, paths, files),
                          paths,
                          files);
                  case JEKYLL ->
                      ofFolder(
                          engine,
                          root + JekyllFiles.folder(said.text("source").orElse("")),
                          said,
                          paths,
                          files);
                  case ELEVENTY, ASTRO ->
                      ofFolder(
                          engine,
                          root,
                          ProgramAddress.read(engine, file, root, within, files),
                          paths,
                          files);
                  default -> ofFolder(engine, root, said, paths, files);
                });
  }

  private static Layout unconfigured(Collection<String> paths, Function<String, byte[]> files) {
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
    Layout site = of(paths, files);
    boolean isTold =
        (!site.isOf(Engine.FOLDER) || site.unknown().isPresent())
            && (!site.isOf(Engine.HUGO) || !site.configuration().values().isEmpty());
    String source = JekyllFiles.folder(site.configuration().text("source").orElse(""));
    String folder =
        site.root().endsWith(source)
            ? site.root().substring(0, site.root().length() - source.length())
            : site.root();
    return isTold && file.startsWith(folder) && paths.stream().anyMatch(site::isPost);
  }

  private static Layout ofFolder(
      Engine engine,
      String root,
      Configuration configuration,
      Collection<String> paths,
      Function<String, byte[]> files) {
    return ofFolder(engine, engine.label(), root, configuration, paths, files);
  }

  private static Layout ofFolder(
      Engine engine,
      String label,
      String root,
      Configuration configuration,
      Collection<String> paths,
      Function<String, byte[]> files) {
    Layout layout =
        new Layout(engine, label, root, configuration, Programs.in(engine, root, paths, files));
    layout.find(paths.stream().sorted().toList());
    return layout;
  }

  /** The file's path from where its engine would look for a configuration. */
  private static String inFolder(String path) {
    int nested = path.indexOf("config/_default/");
    return nested >= 0 ? path.substring(nested) : path.substring(path.lastIndexOf('/') + 1);
  }

  private static String root(String configuration) {
    return configuration.substring(0, configuration.length() - inFolder(configuration).length());
  }

  private static long depth(String path) {
    return path.chars().filter(c -> c == '/').count();
  }
}
