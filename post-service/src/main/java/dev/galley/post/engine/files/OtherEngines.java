package dev.galley.post.engine.files;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The site generators of which no more is known than the name of their configuration: what they
 * keep from readers by it cannot be told.
 */
public final class OtherEngines {

  private record Mark(String engine, Pattern file) {}

  private static final List<Mark> MARKS =
      List.of(
          mark("VitePress", "\\.vitepress/config\\.\\w+|\\.vitepress/config/index\\.\\w+"),
          mark("VuePress", "\\.vuepress/config\\.\\w+"),
          mark("Obsidian Publish", "\\.obsidian/publish\\.json"),
          mark("Docusaurus", "docusaurus\\.config\\.\\w+|siteConfig\\.js"),
          mark("MkDocs", "mkdocs\\.ya?ml"),
          mark("Zensical", "zensical\\.toml"),
          mark("Pelican", "(?:pelican|publish)conf\\.py"),
          mark("Quartz", "quartz\\.(?:config|layout)\\.\\w+"),
          mark("Nikola or Sphinx", "conf\\.py"),
          mark("Gatsby", "gatsby-config\\.\\w+"),
          mark("Gridsome", "gridsome\\.config\\.\\w+"),
          mark("Next", "next\\.config\\.\\w+"),
          mark("Nuxt", "nuxt\\.config\\.\\w+"),
          mark("SvelteKit", "svelte\\.config\\.\\w+"),
          mark("Contentlayer", "contentlayer\\.config\\.\\w+"),
          mark("Rspress", "rspress\\.config\\.\\w+"),
          mark("Lume", "_config\\.[tj]sx?"),
          mark("Bridgetown", "bridgetown\\.config\\.ya?ml"),
          mark("Middleman", "config\\.rb"),
          mark("Nanoc", "nanoc\\.ya?ml"),
          mark("Lektor", "[^/]+\\.lektorproject"),
          mark("Metalsmith", "metalsmith\\.(?:json|[cm]?js)"),
          mark("Cobalt", "_cobalt\\.ya?ml"),
          mark("Soupault", "soupault\\.toml"),
          mark("mdBook", "book\\.toml"),
          mark("GitBook", "book\\.js(?:on)?|\\.gitbook\\.ya?ml"),
          mark("Quarto", "_quarto\\.ya?ml"),
          mark("Bookdown", "_bookdown\\.ya?ml"),
          mark("MyST", "myst\\.ya?ml"),
          mark("Antora", "antora(?:-playbook)?\\.ya?ml"),
          mark("DocFX", "docfx\\.json"),
          mark("Dendron", "dendron\\.ya?ml"),
          mark("Logseq", "logseq/config\\.edn"));

  /** Any of them: most files of a large site are none. */
  private static final Pattern ANY =
      Pattern.compile(
          MARKS.stream()
              .map(mark -> mark.file().pattern())
              .collect(Collectors.joining("|", "(?:.*/)?(?:", ")")));

  private static final Pattern OF_VAULT = Pattern.compile("(?:.*/)?\\.obsidian/[^/]+\\.json");

  private OtherEngines() {}

  private static Mark mark(String engine, String file) {
    return new Mark(engine, Pattern.compile(file));
  }

  /**
   * Whose a folder is.
   *
   * @param folder in which its configuration lies, with a slash at its end
   */
  record Found(String engine, String folder) {}

  /** Recognises a folder by a file in it, or in one that it holds. */
  static Optional<Found> in(Collection<String> paths) {
    return paths.stream()
        .filter(OtherEngines::isMark)
        .map(OtherEngines::of)
        .filter(found -> found.folder().indexOf('/') == found.folder().lastIndexOf('/'))
        .min(
            Comparator.comparing((Found found) -> found.folder().length() > 0)
                .thenComparing(Found::folder)
                .thenComparing(Found::engine));
  }

  /** Whether a file says whose its folder is, at any depth. */
  static boolean isMark(String path) {
    return ANY.matcher(path).matches();
  }

  /** Whether a file says that its folder lies in a vault of Obsidian. */
  public static boolean isOfVault(String path) {
    return OF_VAULT.matcher(path).matches();
  }

  private static Found of(String path) {
    for (int at = path.length(); at > 0; ) {
      at = path.lastIndexOf('/', at - 1) + 1;
      String file = path.substring(at);
      for (Mark mark : MARKS) {
        if (mark.file().matcher(file).matches()) {
          return new Found(mark.engine(), path.substring(0, at));
        }
      }
      at--;
    }
    throw new IllegalArgumentException(path);
  }
}
