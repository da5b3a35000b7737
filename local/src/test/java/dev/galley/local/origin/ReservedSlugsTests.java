package dev.galley.local.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.galley.post.content.Slugs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No post can have an address that a service or the proxy answers at. */
class ReservedSlugsTests {

  /** What controllers, filters and the services' addresses in pages begin with. */
  private static final Pattern IN_CODE = Pattern.compile("\"/([a-z0-9-]+)(?=[/\"?*])");

  /** Ends of longer paths, names of files and elements, and paths at other sites. */
  private static final Set<String> NOT_FIRST =
      Set.of(
          "a",
          "confirm",
          "counts",
          "current",
          "export",
          "import",
          "li",
          "maps",
          "me",
          "nav",
          "notes",
          "post-service",
          "preview-links",
          "publish",
          "retry",
          "sitemap-",
          "status",
          "restore",
          "templates",
          "ul",
          "unpublish");

  @Test
  void reservesTheFirstPartOfEveryRoutedPath() throws IOException {
    Set<String> routed = new TreeSet<>();
    for (String module : Set.of("common", "post-service", "render-service", "feed-service")) {
      try (Stream<Path> sources = Files.walk(Path.of("..", module, "src/main/java"))) {
        for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
          find(IN_CODE, Files.readString(source), routed);
        }
      }
    }
    find(
        Pattern.compile("(?<= )/([a-z0-9-]+)(?=[/ \\n])"),
        Files.readString(Path.of("../deploy/caddy/Caddyfile")),
        routed);
    find(
        Pattern.compile("case \"([a-z0-9-]+)\""),
        Files.readString(Path.of("src/main/java/dev/galley/local/origin/Routes.java")),
        routed);
    routed.removeAll(NOT_FIRST);

    assertThat(routed)
        .contains("api", "events", "internal", "images", "metrics")
        .allSatisfy(name -> assertThat(Slugs.isReserved(name)).as(name).isTrue());
  }

  private static void find(Pattern pattern, String text, Set<String> found) {
    pattern.matcher(text).results().forEach(match -> found.add(match.group(1)));
  }
}
