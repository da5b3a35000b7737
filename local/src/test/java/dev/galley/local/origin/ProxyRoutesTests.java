package dev.galley.local.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The deployed proxy sends requests where the local mode does. */
class ProxyRoutesTests {

  private static final Path CADDYFILE = Path.of("../deploy/caddy/Caddyfile");

  @ParameterizedTest
  @CsvSource({"feeds, FEED", "editing, POST"})
  void sendsEachPathToTheSameService(String matcher, Destination destination) throws IOException {
    assertThat(paths(matcher))
        .isNotEmpty()
        .allSatisfy(path -> assertThat(Routes.of(segments(path))).isEqualTo(destination));
  }

  @ParameterizedTest
  @CsvSource({
    "/api/webhooks/1/deliveries, feeds",
    "/api/channels/1, feeds",
    "/websub, feeds",
    "/api/websub/1, feeds",
    "/api/announcements/1, feeds",
    "/api/subscribers/counts, feeds",
    "/api/mail, feeds",
    "/api/mail/test, feeds",
    "/api/audience, feeds",
    "/api/digests, feeds",
    "/api/corrections, feeds",
    "/api/bounces, feeds",
    "/subscribe, feeds",
    "/subscribe/end/x, feeds",
    "/events, feeds",
    "/events/schema, feeds",
    "/feed.xml, feeds",
    "/rss.xml, feeds",
    "/feed.css, feeds",
    "/feed.json, feeds",
    "/GoFreeRangeBlog, feeds",
    "/tags/java/feed.xml, feeds",
    "/tags/java/rss.xml, feeds",
    "/tags/java/feed.json, feeds",
    "/authors/chris/feed.xml, feeds",
    "/authors/chris/rss.xml, feeds",
    "/authors/chris/feed.json, feeds",
    "/api/posts, editing",
    "/api, editing",
    "/editor/, editing",
    "/metrics, inside",
    "/internal/reconcile, inside",
    "/health/readiness, inside",
  })
  void knowsEveryPathThatIsNotAPage(String path, String matcher) throws IOException {
    assertThat(paths(matcher)).anyMatch(known -> matches(known, path));
  }

  @ParameterizedTest
  @CsvSource({"/", "/week-459", "/tags/java", "/images/blog/x.jpg", "/sitemap.xml", "/eventsx"})
  void leavesTheRestToThePages(String path) throws IOException {
    assertThat(paths("inside")).noneMatch(known -> matches(known, path));
    assertThat(paths("feeds")).noneMatch(known -> matches(known, path));
    assertThat(paths("editing")).noneMatch(known -> matches(known, path));
  }

  // Caddy takes the first handle that matches, and any handle before any other kind of directive.
  @Test
  void asksTheMoreSpecialMatcherFirst() throws IOException {
    assertThat(
            Pattern.compile("^\\t(?:handle|respond) ?(@\\w+|\\{)", Pattern.MULTILINE)
                .matcher(Files.readString(CADDYFILE))
                .results()
                .map(found -> found.group().strip()))
        .containsExactly("handle @inside", "handle @feeds", "handle @editing", "handle {");
  }

  /** A star at the end stands for anything, elsewhere for one segment. */
  private static boolean matches(String known, String path) {
    String pattern =
        Pattern.quote(known)
            .replaceAll("\\*(?=\\\\E$)", "\\\\E.*\\\\Q")
            .replace("/*/", "/\\E[^/]+\\Q/");
    return path.matches(pattern);
  }

  private static List<String> segments(String path) {
    return Stream.of(path.replace("*", "x").split("/")).filter(part -> !part.isEmpty()).toList();
  }

  /** The paths of a named matcher: {@code @name path ...} or a block of such lines. */
  private static List<String> paths(String matcher) throws IOException {
    Pattern named =
        Pattern.compile("^\\t@" + matcher + " (?:path (.*)|\\{([^}]*)})$", Pattern.MULTILINE);
    return named
        .matcher(Files.readString(CADDYFILE))
        .results()
        .map(ProxyRoutesTests::body)
        .flatMap(body -> Arrays.stream(body.trim().split("\\s+")))
        .filter(word -> word.startsWith("/"))
        .toList();
  }

  private static String body(MatchResult match) {
    return match.group(1) == null ? match.group(2) : match.group(1);
  }
}
