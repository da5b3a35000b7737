package dev.galley.post.engine.rules;

import dev.galley.post.content.FormerSite;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The site generators whose folders are recognised, and where each has what. */
public enum Engine {
  HUGO(
      "(?:hugo|config)\\.(?:toml|ya?ml|json)|config/_default/(?:hugo|config)\\.(?:toml|ya?ml|json)",
      "(?:content|layouts|archetypes|themes)/.*|(?:config/_default/)?hugo\\.\\w+",
      // See HugoFiles.
      List.of(),
      List.of(),
      ""),
  ZOLA("config\\.toml", "content/.*", List.of("content/"), List.of("static/"), ""),
  HEXO(
      "_config\\.ya?ml",
      "source/(?:_posts|_drafts)/.*",
      List.of("source/"),
      List.of("source/"),
      "/:year/:month/:day/:title/"),
  JEKYLL(
      "_config\\.ya?ml|_config\\.toml",
      ".*",
      List.of(""),
      List.of(""),
      "/:categories/:year/:month/:day/:title:output_ext"),
  ELEVENTY(
      "\\.?eleventy(?:\\.config)?\\.[cm]?js",
      ".*",
      List.of("src/", "content/", ""),
      List.of("public/", "static/", "src/", "content/", ""),
      ""),
  ASTRO(
      "astro\\.config\\.(?:m?js|ts|cjs)",
      "src/.*",
      List.of("src/content/", "src/pages/"),
      List.of("public/", "src/assets/", "src/content/", "src/pages/", "src/"),
      ""),
  /** Files of no engine that is known. */
  FOLDER("", "", List.of(""), List.of("static/", "public/", ""), ""),
  /** What was written out of a publishing system's export: each file says all itself. */
  EXPORT("", "", List.of(""), List.of(), "");

  private static final Pattern OF_NOBODY =
      Pattern.compile(
          "(?:.*/)?(?:node_modules|_site|resources/_gen|vendor/(?:bundle|cache|gems|ruby))/.*");

  /** In a folder of no engine nobody says that these are shown. */
  private static final Pattern OF_OTHERS = Pattern.compile("(?:.*/)?(?:themes|vendor)/.*");

  /** Folders that begin so are Jekyll's and Eleventy's own, but for those with posts. */
  private static final Pattern UNDERSCORED = Pattern.compile("(?:.*/)?_(?!posts/|drafts/)[^/]*/.*");

  private static final Pattern DRAFTS = Pattern.compile("(?:.*/)?_drafts/.*");

  private final Pattern configuration;
  private final Pattern sign;
  private final List<String> content;
  private final List<String> served;
  private final String permalink;

  Engine(
      String configuration,
      String sign,
      List<String> content,
      List<String> served,
      String permalink) {
    this.configuration = Pattern.compile(configuration);
    this.sign = Pattern.compile(sign);
    this.content = content;
    this.served = served;
    this.permalink = permalink;
  }

  /** Which engine's a folder with this configuration file in it is. */
  public static Optional<Engine> of(
      String configuration, Collection<String> paths, boolean isZola) {
    return Arrays.stream(values())
        .filter(engine -> isZola ? engine != HUGO : engine != ZOLA)
        .filter(engine -> engine.configuration.matcher(configuration).matches())
        .filter(engine -> paths.stream().anyMatch(path -> engine.sign.matcher(path).matches()))
        .findFirst();
  }

  /**
   * Which of several configurations beside each other is read: the one with the lowest number. Hugo
   * ignores {@code config.*} beside {@code hugo.*}.
   */
  public static int precedence(String configuration) {
    String extension = configuration.substring(configuration.lastIndexOf('.') + 1);
    List<String> order =
        configuration.startsWith("_")
            ? List.of("yml", "yaml", "toml")
            : List.of("toml", "yaml", "yml", "json");
    boolean isOlder = configuration.matches("(?:.*/)?config\\.\\w+");
    return order.indexOf(extension) + (isOlder ? order.size() : 0);
  }

  /** Whether a file may be the configuration of one. */
  public static boolean isConfiguration(String path) {
    return Arrays.stream(values()).anyMatch(engine -> engine.configuration.matcher(path).matches());
  }

  /** How people call it. */
  public String label() {
    return this == FOLDER
        ? FormerSite.FOLDER
        : name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }

  /**
   * Whether attributes may stand behind its headings; by an extension, or by those who wrote so.
   */
  public boolean hasHeadingAttributes() {
    return this == HUGO || this == ZOLA || this == ELEVENTY || this == FOLDER;
  }

  /** A post's address where the configuration has no pattern; empty for its path. */
  public String permalink() {
    return permalink;
  }

  /** A path within the folder of posts; empty when it lies in none. */
  public Optional<String> inContent(String path) {
    return isOwn(path) ? Optional.empty() : within(content, path);
  }

  /** Where a file is served that goes out as it is; empty when it is not. */
  public Optional<String> inServed(String path) {
    boolean underscored = (this == JEKYLL || this == ELEVENTY) && path.matches("(?:.*/)?_[^/]*/.*");
    return isOfNobody(path) || underscored || DRAFTS.matcher(path).matches()
        ? Optional.empty()
        : within(served, path).or(() -> within(content, path));
  }

  private static Optional<String> within(List<String> folders, String path) {
    return folders.stream()
        .filter(path::startsWith)
        .findFirst()
        .map(folder -> path.substring(folder.length()));
  }

  private boolean isOwn(String path) {
    boolean underscored = this == JEKYLL || this == ELEVENTY || this == HEXO;
    return isOfNobody(path)
        || underscored && UNDERSCORED.matcher(path).matches() && !DRAFTS.matcher(path).matches();
  }

  private boolean isOfNobody(String path) {
    return OF_NOBODY.matcher(path).matches() || this == FOLDER && OF_OTHERS.matcher(path).matches();
  }
}
