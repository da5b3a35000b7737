package dev.galley.post.engine;

import dev.galley.post.engine.files.Pictures;
import dev.galley.post.engine.rules.Engine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that a site serves as they are, and that are nothing here: they are named, unless they
 * are a part of how the site looks or is built.
 */
final class OtherFiles {

  private static final int MAX_NAMED = 50;

  private static final Pattern OF_LOOKS =
      Pattern.compile(
          "(?i)(?:.*/)?(?:.+\\.(?:css|scss|sass|less|styl|[cm]?js|[jt]sx?|map|woff2?|ttf|otf|eot|ico"
              + "|webmanifest)|robots\\.txt|humans\\.txt|cname|browserconfig\\.xml|manifest\\.json"
              + "|_headers|_redirects|404\\.html|(?:feed|atom|rss2?|sitemap|index)\\.(?:xml|xsl))");

  /** What lies beside the posts of a site of Jekyll, which serves even that. */
  private static final Pattern OF_BUILDING =
      Pattern.compile(
          "(?i)(?:[^./]+|(?:license|readme|gemfile|package)[^/]*|[^/]*\\.(?:gemspec|lock|sh|rb|bat|nix"
              + "|py|toml|ya?ml|ini|cfg|conf))");

  private final @Nullable Engine engine;
  private final Map<String, String> addresses = new TreeMap<>();

  OtherFiles(@Nullable Engine engine) {
    this.engine = engine;
  }

  /**
   * Takes note of a file.
   *
   * @param address where the engine may serve it, without the slash before it
   */
  void find(String path, String address) {
    boolean isTold =
        engine != null
            && switch (engine) {
              case HUGO, ZOLA, HEXO, ASTRO -> true;
              case JEKYLL -> !OF_BUILDING.matcher(address).matches();
              // Which it serves of others, its program decides.
              case ELEVENTY -> path.matches("(?:public|static)/.*");
              case FOLDER, EXPORT -> false;
            };
    if (isTold && !Pictures.isOne(path) && !OF_LOOKS.matcher(address).matches()) {
      addresses.put(path, address);
    }
  }

  /** Leaves out a file that is named otherwise. */
  void forget(String path) {
    addresses.remove(path);
  }

  /** Whether one has a name, or is in a folder of that. */
  boolean areIn(String name) {
    return addresses.values().stream()
        .anyMatch(address -> address.equals(name) || address.startsWith(name + "/"));
  }

  /**
   * What is said of them, for people.
   *
   * @param prefix the path below which the site was
   * @param isSaid whether a file is none of them: it is a post, or was not served
   */
  List<String> notes(String prefix, Predicate<String> isSaid) {
    List<String> missing =
        addresses.entrySet().stream()
            .filter(one -> !isSaid.test(one.getKey()))
            .map(one -> prefix + "/" + one.getValue())
            .toList();
    return Stream.concat(
            missing.stream()
                .limit(MAX_NAMED)
                .map(
                    address ->
                        address
                            + " was served as it is and is not kept here; put it elsewhere and lead"
                            + " there (GALLEY_REDIRECTS)"),
            missing.size() > MAX_NAMED
                ? Stream.of("and so were " + (missing.size() - MAX_NAMED) + " more")
                : Stream.empty())
        .toList();
  }
}
