package dev.galley.render.page;

import dev.galley.event.PostPublished;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;
import org.springframework.web.util.UriUtils;

/** The names of the site's own pictures, as assets have them, in what pages are made of. */
public final class ImageNames {

  private static final String FOLDER = "images/";

  /** Lists of people put the folder before it. */
  private static final String PORTRAIT = "image";

  private static final List<String> ADDRESSES = List.of("src", "href", "poster");

  /** In a summary or a post's other keys, where an address is no attribute. */
  private static final Pattern IN_TEXT = Pattern.compile("/images/[^\\s\"'<>()\\[\\]?#]{1,300}");

  private static final Pattern QUERY = Pattern.compile("[?#].*", Pattern.DOTALL);

  private static final Pattern FILE = Pattern.compile("/.*\\.\\w{2,4}", Pattern.DOTALL);

  private ImageNames() {}

  /** What a live post shows or leads to, each once. */
  static List<String> shownBy(PostPublished post, String html, URI site) {
    Set<String> names = new LinkedHashSet<>();
    Tags.changed(
        html,
        (element, tag) -> {
          var attributes = Tags.attributes(tag);
          ADDRESSES.forEach(
              kind ->
                  Optional.ofNullable(attributes.get(kind))
                      .map(address -> path(address, site))
                      .flatMap(path -> name(path).or(() -> ofEarlierSite(path)))
                      .ifPresent(names::add));
          return null;
        });
    Matcher named = IN_TEXT.matcher(post.summary() + "\n" + post.metadata().values());
    while (named.find()) {
      of(named.group(), site).ifPresent(names::add);
    }
    if (post.metadata().get(PORTRAIT) instanceof String portrait
        && !portrait.startsWith("/" + FOLDER)) {
      of("/" + FOLDER + portrait.replaceFirst("^/+", ""), site).ifPresent(names::add);
    }
    return List.copyOf(names);
  }

  /**
   * The name behind an address on a page directly below the site's root.
   *
   * @param address an attribute's value, with references of characters
   * @return empty for what is elsewhere
   */
  public static Optional<String> of(String address, URI site) {
    return name(path(address, site));
  }

  private static Optional<String> name(String path) {
    return path.startsWith("//")
        ? Optional.empty()
        : Optional.of(resolved(decoded(path))).filter(n -> n.startsWith(FOLDER));
  }

  /** What led to a file at an earlier site leads to it here, below the folder of all of them. */
  private static Optional<String> ofEarlierSite(String path) {
    return path.startsWith("//") || !FILE.matcher(path).matches()
        ? Optional.empty()
        : Optional.of(FOLDER + resolved(decoded(path)));
  }

  /** The path of an address of the site; any other address as it is. */
  private static String path(String address, URI site) {
    String text =
        (address.indexOf('&') < 0 ? address : Parser.unescapeEntities(address, true)).strip();
    for (String origin : List.of("", site.getScheme() + ":")) {
      String own = origin + "//" + site.getRawAuthority() + "/";
      if (text.regionMatches(true, 0, own, 0, own.length())) {
        text = text.substring(own.length() - 1);
      }
    }
    return QUERY.matcher(text).replaceFirst("");
  }

  private static String decoded(String path) {
    try {
      return UriUtils.decode(path, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return path;
    }
  }

  /** RFC 3986 5.2.4, from the root. */
  private static String resolved(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.split("/")) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    return String.join("/", segments);
  }
}
